public import LuaHost

/// Every native module, in the order of its file names.
public let allModules: [LuaModule] = [
    cephModule,
    diffModule,
    fsModule,
    hostModule,
    httpModule,
    iniModule,
    journalModule,
    jsonModule,
    libvirtModule,
    openstackModule,
    processModule,
    rbdModule,
    serviceModule,
]
