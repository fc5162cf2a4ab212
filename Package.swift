// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// INI is optimised in debug builds too: its tests compare it with the real readers on a hundred thousand files.
let optimised: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func library(
    _ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], settings: [SwiftSetting] = settings
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "cephlua",
    products: [.executable(name: "cephlua", targets: ["cephlua"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        // C: system libraries. Lua and readline are linked; the others are doors that load their library when first used.
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4"),
        .systemLibrary(name: "CReadline"),
        .target(name: "CLuaShim", dependencies: ["CLua"]),
        .target(name: "CSystem"),
        .target(name: "CCeph"),
        .target(name: "CLibvirt"),
        .target(name: "CCurl"),
        .target(name: "CYAML"),
        .target(name: "CCrypto"),

        // Libraries that know neither Lua nor a terminal.
        library("Core", ["CSystem", "CCrypto"]),
        library("Ceph", ["Core", "CCeph"]),
        library("RBD", ["Core", "Ceph", "CCeph", "CSystem"]),
        library("Virt", ["Core", "CLibvirt"]),
        library("INI", ["Core"], settings: optimised),
        library("Hosts", ["Core", "CSystem"]),
        library("Services", ["Core", "Hosts"]),
        library("OpenStack", ["Core", "CSystem", "CCurl", "CYAML"]),
        library("Changes", ["Core"]),

        // Lua.
        library("LuaHost", ["Core", "CLua", "CLuaShim"]),
        library(
            "Bindings",
            ["Core", "LuaHost", "Ceph", "RBD", "Virt", "INI", "Hosts", "Services", "OpenStack", "Changes"]
        ),
        .executableTarget(
            name: "cephlua",
            dependencies: [
                "Core", "CSystem", "LuaHost", "Bindings", "CReadline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),

        tests("CoreTests", ["Core"]),
        tests("LuaHostTests", ["LuaHost", "Core"]),
        tests("CephTests", ["Ceph", "Core"]),
        tests("RBDTests", ["RBD", "Ceph", "Core"]),
        tests("VirtTests", ["Virt", "Core"]),
        tests("INITests", ["INI", "Core"], exclude: ["Oracle"], settings: optimised),
        tests("HostsTests", ["Hosts", "Core"]),
        tests("ServicesTests", ["Services", "Hosts", "Core"]),
        tests("OpenStackTests", ["OpenStack", "Core"]),
        tests("ChangesTests", ["Changes", "Core"]),
        tests("BindingsTests", ["Bindings", "LuaHost", "Core"]),
        // The program as a whole, as it was built.
        tests("CommandTests", ["cephlua"]),
    ]
)

// The fuzzer of scripts/fuzz. It has libFuzzer's `main`, and so is not of the package else.
if Context.environment["CEPHLUA_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "INIFuzzer", dependencies: ["INI", "Core"], path: "Tests/fuzz",
            exclude: ["corpus", "ini.dictionary"],
            swiftSettings: settings))
}
