internal import CSystem
internal import Glibc

cephlua_tune_memory()
let status = Program.main()
fflush(nil)
// No exit handlers: those of Ceph's libraries take down what their threads still use, for example while a connection that
// does not end at once is left behind. What is to be done at the end was done by closing the runtime.
_exit(status)
