#if FUZZING
    import Glibc

    /// What libFuzzer calls with each input; a rule that does not hold ends the process, as a
    /// trap does.
    @_cdecl("LLVMFuzzerTestOneInput")
    func attempt(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        do throws(Broken) {
            switch chosen {
            case .target(let target): _ = try target.attempt(bytes)
            case .plantedCrash: Planted.crash(bytes)
            case .plantedProperty: try Planted.property(bytes)
            }
        } catch {
            let line = Array("rule broken: \(error)\n".utf8)
            _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
            abort()
        }
        return 0
    }

    private enum Chosen {
        case target(FuzzTarget)
        case plantedCrash
        case plantedProperty
    }

    /// By the environment, since the arguments are libFuzzer's.
    private let chosen: Chosen = {
        let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
        if let target = FuzzTarget(rawValue: name) { return .target(target) }
        if name == "planted-crash" { return .plantedCrash }
        if name == "planted-property" { return .plantedProperty }
        preconditionFailure("FUZZ_TARGET names no target: \(name)")
    }()
#endif
