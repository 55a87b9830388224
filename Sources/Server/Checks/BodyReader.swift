import HTTPTypes
import Hummingbird

/// Reads a body whole, within the limit of its route.
struct BodyReader: RouterMiddleware {
    typealias Context = VisitContext

    let bytesMaximum: Int

    func handle(
        _ request: Request, context: VisitContext,
        next: @concurrent (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.body = try await read(request)
        return try await next(request, context)
    }

    /// The bytes of the body.
    ///
    /// What is declared too large is refused unread. A body that breaks off is an error: without
    /// the comparison with its length it would pass for a whole one.
    func read(_ request: Request) async throws -> [UInt8] {
        guard let declared = request.headers[.contentLength] else { return [] }
        guard let length = Int(declared), length >= 0 else { throw Problem.brokenBody }
        guard length <= bytesMaximum else { throw Problem.tooLarge(bytesMaximum: bytesMaximum) }
        guard length > 0 else { return [] }
        guard request.headers[.contentEncoding] == nil else { throw Problem.mediaType }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= length else { throw Problem.brokenBody }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        guard bytes.count == length else { throw Problem.brokenBody }
        return bytes
    }
}
