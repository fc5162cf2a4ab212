"""What Python takes for what api.lua measures: clock, version, asyncio, threads."""
import sys
import time


def each(function, count):
    began = time.monotonic()
    for _ in range(count):
        function()
    print((time.monotonic() - began) * 1e9 / count)


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def tasks():
    import asyncio

    async def main():
        before = resident()
        waiting = [asyncio.create_task(asyncio.sleep(1)) for _ in range(10000)]
        await asyncio.sleep(0)
        print((resident() - before) * 1024 / 1e6)
        for task in waiting:
            task.cancel()

    asyncio.run(main())


def threads():
    import threading

    go, before = threading.Event(), resident()
    started = [threading.Thread(target=go.wait) for _ in range(10000)]
    try:
        for thread in started:
            thread.start()
        print((resident() - before) * 1024 / 1e6)
    finally:
        go.set()


if sys.argv[1] == "clock":
    each(time.monotonic, 1000000)
elif sys.argv[1] == "version":
    import rados

    each(rados.Rados(conf={}).version, 200000)
elif sys.argv[1] == "asyncio":
    tasks()
else:
    threads()
