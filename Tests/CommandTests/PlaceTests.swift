import Foundation
import Testing

/// Where the program finds its library and scripts their modules.
@Suite struct PlaceTests {
    private let files = try! Scratch()
    private let code = ["-e", "print(type(require('tasks').each))"]

    @Test func throughASymbolicLink() throws {
        let link = files.folder + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Program.path)
        #expect(try Program.run(code, folder: "/", path: link).output == "function\n")
    }

    @Test func throughThePath() throws {
        let folder = (Program.path as NSString).deletingLastPathComponent
        let result = try Program.run(
            ["-c", "cephlua \(code[0]) \"\(code[1])\""], environment: ["PATH": folder + ":/bin"], path: "/bin/sh")
        #expect(result.output == "function\n")
    }

    @Test func byARelativeName() throws {
        let folder = (Program.path as NSString).deletingLastPathComponent
        let result = try Program.run(["-c", "./cephlua \(code[0]) \"\(code[1])\""], folder: folder, path: "/bin/sh")
        #expect(result.output == "function\n")
    }

    @Test func inThePrefixItIsInstalledIn() throws {
        try FileManager.default.createDirectory(atPath: files.folder + "/bin", withIntermediateDirectories: true)
        let installed = files.folder + "/bin/cephlua"
        try FileManager.default.copyItem(atPath: Program.path, toPath: installed)
        let lost = try Program.run(code, path: installed)
        #expect(lost.status == 1)
        #expect(lost.errors.contains("\(files.folder)/share/cephlua"))
        let home = try Program.run(["-e", "print((package.path:match '^[^;]+'))"]).output
        let library = (home as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: files.folder + "/share/cephlua", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: library, toPath: files.folder + "/share/cephlua/lua")
        #expect(try Program.run(code, path: installed).output == "function\n")
    }

    @Test func inTheFolderThatTheEnvironmentNames() throws {
        let wrong = try Program.run(code, environment: ["CEPHLUA_HOME": files.folder])
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("CEPHLUA_HOME"))
    }

    @Test func modulesOfTheUsersPathUnlessIgnored() throws {
        _ = try files.write("extra.lua", "return 'extra'")
        let path = ["LUA_PATH": "\(files.folder)/?.lua;;"]
        #expect(try Program.run(["-e", "print((require 'extra'))"], environment: path).output == "extra\n")
        #expect(try Program.run(["-E", "-e", "print((require 'extra'))"], environment: path).status == 1)
        #expect(try Program.run(["-e", "print((require 'extra'))"], folder: files.folder).status == 1)
        let library = try Program.run(["-e", "print(require('lfs') ~= nil)"], environment: path)
        #expect(library.output == "true\n")
    }
}
