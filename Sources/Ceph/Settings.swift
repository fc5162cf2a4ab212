internal import CCeph
internal import Core
internal import Glibc

/// The settings of a handle that is not connected yet, and the step from there to a connection.
struct Settings: @unchecked Sendable {  // a librados handle is thread safe
    private let pointer: UnsafeMutableRawPointer

    init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }

    func value(_ option: String) -> String? {
        var size = 1024
        while size <= 1 << 20 {
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { buffer.deallocate() }
            switch rados_conf_get(pointer, option, buffer, size) {
            case 0: return String(cString: buffer)
            case -ENAMETOOLONG: size *= 4
            default: return nil
            }
        }
        return nil
    }

    private func set(_ option: String, _ value: String, shown: String? = nil) throws(OperationError) {
        try check(
            rados_conf_set(pointer, option, value), "rados_conf_set", target: option,
            message: "\(shown ?? value) is no value for \(option)")
    }

    func apply(_ options: ConnectOptions) throws(OperationError) {
        try read(conf: options.conf, isNeeded: options.monHost == nil)
        if let monHost = options.monHost { try set("mon_host", monHost) }
        if let keyring = options.keyring { try set("keyring", keyring) }
        if let key = options.key { try set("key", key.revealed, shown: Secret.mask) }
        for (name, value) in options.settings { try set(name, value) }
        // librados takes whole seconds, and 0 as "for ever".
        try set("client_mount_timeout", wait(options.timeout))
        try set("rados_mon_op_timeout", wait(options.operationTimeout))
        try set("rados_osd_op_timeout", wait(options.operationTimeout))
    }

    private func wait(_ seconds: Double) -> String { "\(max(1, min(seconds.wholeDuration, 86_400)))" }

    private func read(conf: String?, isNeeded: Bool) throws(OperationError) {
        let result = rados_conf_read_file(pointer, conf)
        if result == -ENOENT, conf == nil, !isNeeded { return }
        let path = conf ?? getenv("CEPH_CONF").map { String(cString: $0) } ?? "/etc/ceph/ceph.conf"
        let message: String? =
            switch result {
            case -ENOENT: "there is no such file"
            case -EACCES: "this process may not read it"
            case -EINVAL: "it does not have the form of a ceph.conf"
            default: nil
            }
        let hint = result == -ENOENT ? "Name the cluster's conf (`conf`), or its monitors (`mon_host`)." : nil
        try check(result, "read ceph.conf", target: path, message: message, hint: hint)
    }

    func connect(_ options: ConnectOptions) throws(OperationError) {
        let addresses = monitorAddresses(value("mon_host") ?? "")
        let target = addresses.isEmpty ? "cluster" : "monitors \(addresses.joined(separator: ", "))"
        let result = try interruptible(
            "rados_connect", target: target, abandoned: { _ in rados_shutdown(pointer) }, { rados_connect(pointer) })
        guard result < 0 else { return }
        throw ConnectFailure(settings: self, options: options, target: target, hasAddresses: !addresses.isEmpty)
            .error(result)
    }

    func fsid() throws(OperationError) -> String {
        var buffer = [CChar](repeating: 0, count: 37)
        try check(rados_cluster_fsid(pointer, &buffer, buffer.count), "rados_cluster_fsid", target: "cluster")
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The addresses in a `mon_host`: "[v2:a:3300,v1:a:6789],b" is "[v2:a:3300,v1:a:6789]" and "b".
func monitorAddresses(_ text: String) -> [String] {
    var addresses: [String] = []
    var current = ""
    var depth = 0
    for character in text + "," {
        if depth == 0, ",; \t\n".contains(character) {
            if !current.isEmpty { addresses.append(current) }
            current = ""
            continue
        }
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        current.append(character)
    }
    return addresses
}
