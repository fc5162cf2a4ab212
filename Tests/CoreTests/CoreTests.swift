import Core
import Testing

@Suite struct JSONTests {
    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "18446744073709551615"])
    func integersSurvive(_ text: String) throws {
        #expect(try JSON(parsing: text.utf8).text() == text)
    }

    @Test func kindsAreKept() throws {
        let value = try JSON(parsing: #"{"a":[1,2.5,true,null,"x"],"b":{}}"#.utf8)
        #expect(value == ["a": .array([1, .number(2.5), true, .null, "x"]), "b": [:]])
    }

    @Test func malformedTextIsNamed() {
        #expect(throws: OperationError.self) { try JSON(parsing: "{".utf8, target: "mon reply") }
    }
}

@Suite struct SecretTests {
    @Test func showsOnlyTheMask() {
        let secret = Secret("AQBhidden==")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("hidden")) }
        #expect(secret == Secret("AQBhidden=="))
        #expect(secret != Secret("AQBhidden=!"))
    }
}

@Suite struct ErrorTests {
    @Test func oneLineSaysWhatToWhatAndWhy() {
        let error = OperationError(Code(errno: -2), "rbd_open", target: "vms/vm-17", message: "no such image")
        #expect("\(error)" == "rbd_open vms/vm-17: no such image (ENOENT)")
        #expect(error.code == .notFound)
    }
}

@Suite struct CancellationTests {
    @Test func endsASleep() {
        let cancellation = Cancellation()
        cancellation.cancel()
        Cancellation.$current.withValue(cancellation) {
            #expect(throws: OperationError.self) { try Cancellation.sleep(60, "wait", target: "") }
        }
    }
}
