public import Core

extension Document {
    /// Gives an option exactly one value, in the place of its last one; false if it has exactly that already.
    ///
    /// A new option goes below its commented-out default (`#key = …`) if the section has one, else at the end of the
    /// section; a section that is not there is added at the end of the text.
    ///
    /// - Throws: `.invalid` if section, key or value cannot be written so that the reader gives them back.
    @discardableResult
    public mutating func set(_ section: String, _ key: String, _ value: String) throws(OperationError) -> Bool {
        let present = entries(section, key)
        guard let last = present.last else { return try insert(section, key, [value], after: nil) }
        return try edit(section, key, expecting: [value]) { (document) throws(Refusal) in
            var splices = present.dropLast().map { document.removal($0) }
            if let change = try document.replacement(of: last, with: Array(value.utf8)) { splices.append(change) }
            return splices
        }
    }

    /// Gives an option exactly these values, in this order; none removes it. False if it has them already.
    ///
    /// - Throws: `.invalid` as ``set(_:_:_:)``.
    @discardableResult
    public mutating func setAll(_ section: String, _ key: String, _ values: [String]) throws(OperationError) -> Bool {
        let present = entries(section, key)
        guard !present.isEmpty else { return try values.isEmpty ? false : insert(section, key, values, after: nil) }
        return try edit(section, key, expecting: values) { (document) throws(Refusal) in
            var splices: [Splice] = []
            for (entry, value) in zip(present, values) {
                if let change = try document.replacement(of: entry, with: Array(value.utf8)) { splices.append(change) }
            }
            splices += present.dropFirst(values.count).map { document.removal($0) }
            let rest = values.dropFirst(present.count)
            if !rest.isEmpty {
                splices.append(try document.checkedInsertion(section, key, Array(rest), after: present.last))
            }
            return splices
        }
    }

    /// Adds a value to a multi-valued option, below those it has; false if one of them is this.
    ///
    /// - Throws: `.invalid` as ``set(_:_:_:)``.
    @discardableResult
    public mutating func add(_ section: String, _ key: String, _ value: String) throws(OperationError) -> Bool {
        let present = entries(section, key)
        if present.contains(where: { self.value($0).elementsEqual(value.utf8) }) { return false }
        return try insert(section, key, [value], after: present.last)
    }

    /// Removes an option with all its values; with `value` only those that equal it. False if there was none.
    @discardableResult
    public mutating func remove(_ section: String, _ key: String, value: String? = nil) throws(OperationError) -> Bool {
        let present = entries(section, key)
        let leaving = present.filter { entry in value.map { self.value(entry).elementsEqual($0.utf8) } ?? true }
        let kept = present.filter { !leaving.contains($0) }.map { String(decoding: self.value($0), as: UTF8.self) }
        return try edit(section, key, expecting: kept) { (document) throws(Refusal) in
            leaving.map { document.removal($0) }
        }
    }

    // MARK: -

    /// Applies what `plan` says, and makes sure that the option then reads as it should.
    mutating func edit(
        _ section: String, _ key: String, expecting expected: [String],
        _ plan: (Document) throws(Refusal) -> [Splice]
    ) throws(OperationError) -> Bool {
        let splices: [Splice]
        do { splices = try plan(self) } catch { throw refused(section, key, error) }
        guard !splices.isEmpty else { return false }
        let undo: Splice
        do {
            undo = try apply(splices)
        } catch {
            throw refused(section, key, Refusal("the text would not parse afterwards (\(error.message))"))
        }
        guard getAll(section, key).elementsEqual(expected, by: { $0.utf8.elementsEqual($1.utf8) }) else {
            revert(undo)
            throw refused(section, key, Refusal("it would not read back as it should"))
        }
        return true
    }

    private mutating func insert(
        _ section: String, _ key: String, _ values: [String], after entry: Range<Int>?
    ) throws(OperationError) -> Bool {
        let present = getAll(section, key)
        return try edit(section, key, expecting: present + values) { (document) throws(Refusal) in
            [try document.checkedInsertion(section, key, values, after: entry)]
        }
    }

    private func checkedInsertion(
        _ section: String, _ key: String, _ values: [String], after entry: Range<Int>?
    ) throws(Refusal) -> Splice {
        try grammar.check(section: Array(section.utf8))
        try grammar.check(key: Array(key.utf8))
        return try insertion(section, key, values.map { Array($0.utf8) }, after: entry)
    }

    private func removal(_ entry: Range<Int>) -> Splice { Splice(range: span(entry), bytes: []) }

    /// What gives an entry another value; nil if it has that one.
    private func replacement(of entry: Range<Int>, with value: [UInt8]) throws(Refusal) -> Splice? {
        guard self.value(entry) != value else { return nil }
        let extent = grammar.valueExtent(bytes, lines[entry])
        let old = bytes[extent]
        let rendered = try grammar.rendered(value, replacing: old, style: continuationStyle(entry))
        return Splice(range: extent, bytes: spacing(entry, extent, rendered) + rendered)
    }

    /// `key =` that had no value gets the space after its delimiter that it has before it; `key`, a delimiter.
    private func spacing(_ entry: Range<Int>, _ extent: Range<Int>, _ rendered: [UInt8]) -> ArraySlice<UInt8> {
        let line = lines[entry.lowerBound]
        let delimiter = Int(line.delimiter)
        if line.delimiter == line.end { return Array(" = ".utf8)[...] }
        guard extent.isEmpty, extent.lowerBound == delimiter + 1, let first = rendered.first, first != 0x0A,
            first != 0x0D
        else { return [] }
        return bytes[grammar.keyName(bytes, line).upperBound..<delimiter]
    }

    func refused(_ section: String, _ key: String, _ refusal: Refusal) -> OperationError {
        OperationError(.invalid, "set [\(section)] \(key)", target: name, message: refusal.reason)
    }
}
