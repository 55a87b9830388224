import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The street's figures: the month's report.
    static let reportRoutes: [Endpoint] = [
        page("/board/report", .readBooks) { visit in
            let month = try visit.month()
            let model = try await FiguresFacts(visit.node).report(month)
            return visit.show(ReportPage.render(model, try await visit.reader()))
        },
        page("/board/report.csv", .readBooks) { visit in
            let month = try visit.month()
            let bytes = try await FiguresFacts(visit.node).sheet(month)
            var response = Response.bytes(
                bytes, type: "\(MediaTypes.csv); charset=utf-8; header=present")
            response.headers[.contentDisposition] =
                "attachment; filename=\"yizhan-\(month.text).csv\""
            return response
        },
    ]
}

extension Visit {
    /// The month that the address names; without one the month that runs.
    fileprivate func month() throws -> ReportMonth {
        guard let text = request.uri.queryParameters["month"] else {
            return ReportMonth(day: DeskClock(node).today)
        }
        guard let month = ReportMonth(String(text)) else {
            throw FieldProblem("month", .malformed(expected: "2026-11"))
        }
        return month
    }
}
