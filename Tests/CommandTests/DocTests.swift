import Testing

/// `cephlua doc`, offline help.
@Suite struct DocTests {
    @Test func withoutANameItListsTheModules() throws {
        let result = try Program.run(["doc"])
        #expect(result.status == 0)
        #expect(result.output.contains("  rbd        RBD images:"))
        #expect(result.output.contains("try(fn, ...)"))
    }

    @Test func aFunctionIsExplained() throws {
        let result = try Program.run(["doc", "image:resize"])
        #expect(result.status == 0)
        for part in [
            "image:resize(size, options?)  of rbd.Image\n", "\n  shrink?    boolean\n", "\nRaises:  USAGE (smaller",
            "\nRisk:    destroys\n", "\nC:       rbd_resize2\nCLI:     rbd resize\n", "lua/meta/rbd.lua:",
        ] {
            #expect(result.output.contains(part), "\(part)")
        }
        #expect(!result.output.contains("\u{1B}"))
    }

    /// What a record holds is part of the explanation of what gives it.
    @Test func theFieldsOfAResultAreShown() throws {
        #expect(try Program.run(["doc", "rbd.find_image"]).output.contains("  object_size    integer     bytes\n"))
    }

    @Test func anUnknownNameIsAnErrorThatSuggests() throws {
        let result = try Program.run(["doc", "flaten"])
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(
            result.errors == """
                error: doc flaten: no such name (did you mean "flatten"?) (ENOENT)
                hint:  `cephlua doc` lists what there is; `cephlua doc --search flaten` searches all texts.

                """)
    }

    /// A name that is only a word of some text leads to what has the word.
    @Test func anUnknownNameIsSearchedFor() throws {
        let result = try Program.run(["doc", "rbd_flatten_with_progress"])
        #expect(result.status == 1)
        #expect(result.errors.contains("  |   rbd.Image:flatten "))
    }

    @Test func wordsAreSearchedInAllTexts() throws {
        let found = try Program.run(["doc", "--search", "break lock"])
        #expect(found.status == 0)
        #expect(found.output.contains("rbd.Image:break_lock "))
        let none = try Program.run(["doc", "--search", "no_such_word"])
        #expect(none.status == 1)
        #expect(none.errors.hasPrefix("error: doc --search no_such_word: nothing has these words"))
    }

    @Test func jsonHasTheEntryAsData() throws {
        let result = try Program.run(["--json", "doc", "rbd.open"])
        #expect(result.output.contains(#""signature":"rbd.open(pool, name, options?)""#))
        #expect(result.output.contains(#""risk":"reads""#))
        #expect(!result.output.contains(#""file""#))
    }

    /// A file of a command's name is run by its path.
    @Test func aFileOfThatNameIsStillRun() throws {
        let files = try Scratch()
        try files.write("doc", "print 'mine'")
        #expect(try Program.run(["./doc"], folder: files.folder).output == "mine\n")
        #expect(try Program.run(["doc", "clock"], folder: files.folder).output.hasPrefix("clock  module"))
    }

    @Test func helpSaysWhatItTakes() throws {
        let result = try Program.run(["doc", "--help"])
        #expect(result.output.contains("Usage: cephlua doc [<name>] [options]"))
        #expect(!result.output.contains("--check"), "nothing is changed, so there is nothing to check")
        let wrong = try Program.run(["doc", "--serch", "x"])
        #expect(wrong.status == 2)
        #expect(
            wrong.errors == """
                error: doc --serch: no such argument (did you mean --search?)
                hint:  Its arguments: cephlua doc --help

                """)
    }
}
