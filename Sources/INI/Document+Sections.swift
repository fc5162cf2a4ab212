public import Core

extension Document {
    /// Adds a section without options at the end of the text; false if there is one of that name.
    ///
    /// - Throws: `.invalid` if the name cannot be written so that the reader gives it back.
    @discardableResult
    public mutating func addSection(_ section: String) throws(OperationError) -> Bool {
        if hasSection(section) { return false }
        return try changeSections("add_section [\(section)]", to: section, [insertion(section: section)])
    }

    /// Removes a section wherever it stands: headers, options, and the comments in it. False if there was none.
    ///
    /// Comments right above the next header stay: they are about that one.
    @discardableResult
    public mutating func removeSection(_ section: String) throws(OperationError) -> Bool {
        let splices = blocks(section).map { Splice(range: span($0.lowerBound..<ownEnd($0)), bytes: []) }
        guard !splices.isEmpty else { return false }
        try apply(splices)
        return true
    }

    /// Gives a section another name, wherever it stands; false if there is none, or it is written so already.
    ///
    /// - Throws: `.exists` if there is a section of the new name; `.invalid` as ``addSection(_:)``.
    @discardableResult
    public mutating func renameSection(_ section: String, to new: String) throws(OperationError) -> Bool {
        let blocks = blocks(section)
        guard !blocks.isEmpty else { return false }
        let operation = "rename_section [\(section)]"
        let isSame =
            grammar.normalisedSection(Array(section.utf8)) == grammar.normalisedSection(Array(new.utf8))
        guard isSame || !hasSection(new) else {
            throw OperationError(
                .exists, operation, target: name, message: "there is a section [\(new)] already",
                hint: "Set its options one by one, then remove the section.")
        }
        guard blocks.allSatisfy({ lines[$0.lowerBound].kind == .section }) else {
            throw OperationError(
                .invalid, operation, target: name, message: "options stand before the first section, under no name")
        }
        let splices = blocks.map { grammar.sectionName(bytes, lines[$0.lowerBound]) }
            .filter { !bytes[$0].elementsEqual(new.utf8) }
            .map { Splice(range: $0, bytes: Array(new.utf8)) }
        return try changeSections(operation, to: new, splices)
    }

    /// Gives an option another name, in its place, with all its values; false if there is none of the old name.
    ///
    /// - Throws: `.exists` if the section has an option of the new name; `.invalid` as ``set(_:_:_:)``.
    @discardableResult
    public mutating func rename(_ section: String, _ key: String, to new: String) throws(OperationError) -> Bool {
        let present = entries(section, key)
        guard !present.isEmpty else { return false }
        let isSame = grammar.normalisedKey(Array(key.utf8)) == grammar.normalisedKey(Array(new.utf8))
        guard isSame || entries(section, new).isEmpty else {
            throw OperationError(
                .exists, "rename [\(section)] \(key)", target: name, message: "\(new) is set already",
                hint: "Remove one of the two: which value shall hold is yours to say.")
        }
        return try edit(section, new, expecting: getAll(section, key)) { (document) throws(Refusal) in
            try document.grammar.check(key: Array(new.utf8))
            return present.map { document.grammar.keyName(document.bytes, document.lines[$0.lowerBound]) }
                .filter { !document.bytes[$0].elementsEqual(new.utf8) }
                .map { Splice(range: $0, bytes: Array(new.utf8)) }
        }
    }

    /// Changes headers, and makes sure that the section is then found by its new name.
    private mutating func changeSections(
        _ operation: String, to section: String, _ splices: [Splice]
    ) throws(OperationError) -> Bool {
        func refused(_ reason: String) -> OperationError {
            OperationError(.invalid, operation, target: name, message: reason)
        }
        do { try grammar.check(section: Array(section.utf8)) } catch { throw refused(error.reason) }
        guard !splices.isEmpty else { return false }
        let undo: Splice
        do { undo = try apply(splices) } catch {
            throw refused("the text would not parse afterwards (\(error.message))")
        }
        guard hasSection(section) else {
            revert(undo)
            throw refused("it would not read back as it should")
        }
        return true
    }
}
