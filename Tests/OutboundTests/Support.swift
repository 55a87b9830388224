import Foundation
import Node
import Outbound
import Testing

/// The kinds of ``CallFailure``, for expectations that do not depend on libcurl's wording.
enum FailureKind: Equatable {
    case addressRefused, unreachable, untrusted, timedOut, tooLarge, broken, cancelled
}

extension CallFailure {
    var kind: FailureKind {
        switch self {
        case .addressRefused: .addressRefused
        case .unreachable: .unreachable
        case .untrusted: .untrusted
        case .timedOut: .timedOut
        case .tooLarge: .tooLarge
        case .broken: .broken
        case .cancelled: .cancelled
        }
    }
}

/// The production configuration, changed.
func configured(_ change: (inout CallerConfiguration) -> Void) -> CallerConfiguration {
    var configuration = CallerConfiguration()
    change(&configuration)
    return configuration
}

/// Makes the call and returns the kind of its failure, nil if it was answered.
func failureKind(_ caller: CurlCaller, _ call: Call) async -> FailureKind? {
    do throws(CallFailure) {
        _ = try await caller.call(call)
        return nil
    } catch {
        return error.kind
    }
}

func get(_ url: String) -> Call { Call(method: "GET", url: url) }

/// Waits until the condition holds, at most 5 s.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<1000 {
        if condition() { return true }
        try await ContinuousClock().sleep(for: .milliseconds(5))
    }
    return condition()
}

/// A path for a file of this test, short enough for a Unix socket.
func temporaryPath(_ name: String) -> String {
    NSTemporaryDirectory() + "yizhan-\(UInt32.random(in: 0 ... .max))-\(name)"
}
