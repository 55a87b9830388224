/// What a node counts while it works: every counter and histogram there is, in one place.
///
/// Made once by the composition root and handed to the rooms that count; what a scrape can look
/// up at its own moment (wishes, members, disk) is a gauge and stands where it is looked up.
/// Labels hold words of ours alone: no name, no path, no address of a person (WEB-4).
package final class Instruments: Sendable {
    /// Requests that were answered, by the route's form and the status; `none` for no route.
    package let requests = Counter(
        About(
            "yizhan_http_requests_total", "Requests answered, by route and status.",
            labels: ["route", "status"]))
    /// From the head of a request to the head of its answer. The exchange waits up to 25 s.
    package let requestSeconds = Histogram(
        About(
            "yizhan_http_request_seconds", "Seconds from a request's head to its answer's.",
            labels: ["route"]),
        bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30])
    /// Messages of the exchange that came and went.
    package let exchangeMessages = Counter(
        About(
            "yizhan_exchange_messages_total", "Messages of the exchange.",
            labels: ["direction"]))
    /// Events that were stored from others, and that were sent to them.
    package let exchangeEvents = Counter(
        About(
            "yizhan_exchange_events_total", "Events stored from others (in), sent to them (out).",
            labels: ["direction"]))
    /// Calls to other members: `answered` 2xx, `refused` with another status, `failed` without.
    package let calls = Counter(
        About("yizhan_calls_total", "Calls to other members.", labels: ["outcome"]))
    /// How long a transaction took, from its begin to the end of its commit.
    package let commitSeconds = Histogram(
        About("yizhan_commit_seconds", "Seconds that a transaction took with its commit."),
        bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5])
    /// How much work was gathered into one transaction.
    package let commitWorks = Histogram(
        About("yizhan_commit_works", "Pieces of work that one transaction gathered."),
        bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    /// Transactions that could not be committed.
    package let commitFailures = Counter(
        About("yizhan_commit_failures_total", "Transactions that could not be committed."))

    /// Passwords that were hashed: each keeps a core busy and takes 128 MiB.
    package let passwordHashes = Counter(
        About("yizhan_password_hashes_total", "Passwords that were hashed."))

    /// Instruments at zero.
    package init() {}

    /// What they say now.
    package var families: [Family] {
        [
            requests.family, requestSeconds.family, exchangeMessages.family,
            exchangeEvents.family, calls.family, commitSeconds.family, commitWorks.family,
            commitFailures.family, passwordHashes.family,
        ]
    }
}
