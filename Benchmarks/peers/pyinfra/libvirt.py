"""A secret of libvirt, with virsh."""

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation


class SecretValue(FactBase):
    """The value of a secret; None if there is no such secret."""

    def command(self, uuid):
        return f"virsh secret-get-value {uuid} 2>/dev/null || true"

    def process(self, output):
        return "".join(output).strip() or None


@operation()
def secret(uuid, usage, value):
    present = host.get_fact(SecretValue, uuid=uuid)
    if present is None:
        xml = (
            f"<secret ephemeral='no' private='no'><uuid>{uuid}</uuid>"
            f"<usage type='ceph'><name>{usage}</name></usage></secret>"
        )
        yield StringCommand("virsh", "secret-define", "/dev/stdin", _stdin=xml)
    if present != value:
        # By standard input: an argument list can be read by everybody on the host.
        yield StringCommand("virsh", "secret-set-value", uuid, "--file", "/dev/stdin", _stdin=value)
