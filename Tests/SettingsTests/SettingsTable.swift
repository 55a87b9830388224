import Testing

@testable import Settings

/// One setting: its key, its variable, a value that is not the default and a few that are wrong.
struct SettingRow: Sendable, CustomTestStringConvertible {
    let key: String
    let variable: String
    let other: String
    let wrong: [String]
    /// What the setting reads as, to be compared with `other`.
    let read: @Sendable (NodeSettings) -> String

    var testDescription: String { key }

    init(
        _ key: String, _ variable: String, _ other: String, _ wrong: [String],
        _ read: @escaping @Sendable (NodeSettings) -> String
    ) {
        self.key = key
        self.variable = "YIZHAN_" + variable
        self.other = other
        self.wrong = wrong
        self.read = read
    }
}

/// Every setting there is.
let settingsTable: [SettingRow] = [
    SettingRow("dataDirectory", "DATA_DIRECTORY", "/srv/y", [#""""#, #""a\0b""#]) {
        $0.dataDirectory
    },
    SettingRow("language", "LANGUAGE", "en", ["fr", "ZH", "5", "[zh]"]) { $0.language.rawValue },
    SettingRow("listen.host", "LISTEN_HOST", "::1", ["a b", "1.2.3", "a:1", "-a", "256.1.1.1"]) {
        $0.listen.host
    },
    SettingRow("listen.port", "LISTEN_PORT", "65535", ["0", "65536", "-1", "http", "1:30", "01"]) {
        "\($0.listen.port)"
    },
    SettingRow(
        "listen.authority", "LISTEN_AUTHORITY", "wanda.example.org",
        ["a:0", "a:65536", "a:1:2", "http://a", "a/b", "u@a", "::1", "万达:1"]
    ) { $0.listen.authority },
    SettingRow(
        "listen.address", "LISTEN_ADDRESS", "https://wanda.example.org",
        ["wanda.example.org", "ftp://a", "https://a/", "https://u@a", "https://a?b", "https://"]
    ) { $0.listen.address },
    SettingRow("listen.trustedProxy", "LISTEN_TRUSTED_PROXY", "10.0.0.1", ["proxy", "10.0.0/8"]) {
        $0.listen.trustedProxy ?? ""
    },
    SettingRow("wishes.settlingSeconds", "WISHES_SETTLING_SECONDS", "0", ["-1", "3601", "1.5"]) {
        "\($0.wishes.settlingSeconds)"
    },
    SettingRow(
        "wishes.automaticAcceptance", "WISHES_AUTOMATIC_ACCEPTANCE", "false", ["maybe", "no", "1"]
    ) { "\($0.wishes.automaticAcceptance)" },
    SettingRow("wishes.youngClaimMinutes", "WISHES_YOUNG_CLAIM_MINUTES", "0", ["-1", "1441"]) {
        "\($0.wishes.youngClaimMinutes)"
    },
    SettingRow("wishes.acceptanceHours", "WISHES_ACCEPTANCE_HOURS", "168", ["0", "169"]) {
        "\($0.wishes.acceptanceHours)"
    },
    SettingRow("wishes.award", "WISHES_AWARD", "manual", ["auto", "true"]) {
        $0.wishes.award.rawValue
    },
    SettingRow(
        "office.days", "OFFICE_DAYS", "mon,sat", ["[Mon]", "monday", "[mon, 7]"]
    ) { $0.office.days.map(\.rawValue).joined(separator: ",") },
    SettingRow(
        "office.opens", "OFFICE_OPENS", "09:15", ["9:15", "24:00", "09:60", "09", "17:30:00"]
    ) { ($0.office.opens == 555) ? "09:15" : "\($0.office.opens)" },
    SettingRow("office.closes", "OFFICE_CLOSES", "21:05", ["1050", "-1", "21.05"]) {
        ($0.office.closes == 1265) ? "21:05" : "\($0.office.closes)"
    },
    SettingRow(
        "office.handOverTo", "OFFICE_HAND_OVER_TO", "chengbei", ["Chengbei", "c", "城北", "a b"]
    ) { $0.office.handOverTo ?? "" },
    SettingRow(
        "volunteers.openClaimsMaximum", "VOLUNTEERS_OPEN_CLAIMS_MAXIMUM", "1", ["0", "101"]
    ) { "\($0.volunteers.openClaimsMaximum)" },
    SettingRow(
        "volunteers.claimsPerDayMaximum", "VOLUNTEERS_CLAIMS_PER_DAY_MAXIMUM", "1", ["0", "1001"]
    ) { "\($0.volunteers.claimsPerDayMaximum)" },
    SettingRow(
        "volunteers.wishesViewedPerHourMaximum", "VOLUNTEERS_WISHES_VIEWED_PER_HOUR_MAXIMUM", "1",
        ["0", "10001"]
    ) { "\($0.volunteers.wishesViewedPerHourMaximum)" },
    SettingRow(
        "retention.contactHoursAfterSettlement", "RETENTION_CONTACT_HOURS_AFTER_SETTLEMENT", "0",
        ["-1", "25"]
    ) { "\($0.retention.contactHoursAfterSettlement)" },
    SettingRow("retention.contactDays", "RETENTION_CONTACT_DAYS", "365", ["0", "366"]) {
        "\($0.retention.contactDays)"
    },
    SettingRow("retention.contentDays", "RETENTION_CONTENT_DAYS", "1", ["0", "3651"]) {
        "\($0.retention.contentDays)"
    },
    SettingRow("feed.public", "FEED_PUBLIC", "true", ["yes", "1"]) { "\($0.feed.isPublic)" },
    SettingRow(
        "outgoing.allowPlainHTTP", "OUTGOING_ALLOW_PLAIN_HTTP", "true", ["yes", "[true]"]
    ) { "\($0.outgoing.allowPlainHTTP)" },
    SettingRow("outgoing.caFile", "OUTGOING_CA_FILE", "/proc/version", ["/nowhere/ca.pem", "/"]) {
        $0.outgoing.caFile ?? ""
    },
    SettingRow(
        "outgoing.connectTo", "OUTGOING_CONNECT_TO", "a.cn:443:[::1]:8443,b:1:127.0.0.1:2",
        ["a", "[a:1]", "[a:1:b]", "[a:1:b:0]", "[\"::\"]", "[a:1:b:2:c]"]
    ) { $0.outgoing.connectTo.joined(separator: ",") },
    SettingRow("limits.connectionsMaximum", "LIMITS_CONNECTIONS_MAXIMUM", "1", ["0", "65537"]) {
        "\($0.limits.connectionsMaximum)"
    },
    SettingRow(
        "limits.connectionsPerAddressMaximum", "LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM", "1",
        ["0", "65537"]
    ) { "\($0.limits.connectionsPerAddressMaximum)" },
    SettingRow(
        "limits.requestsPerPeerPerMinute", "LIMITS_REQUESTS_PER_PEER_PER_MINUTE", "1",
        ["0", "100001"]
    ) { "\($0.limits.requestsPerPeerPerMinute)" },
    SettingRow(
        "webhook.url", "WEBHOOK_URL", "https://qyapi.weixin.qq.com/send?key=1-a",
        [
            "http://qyapi.weixin.qq.com/send", "ftp://a.cn/", "a.cn/send", "https://a b/",
            "https://",
            "https://u:p@a.cn/", "https://a.cn/#x", "http://127.0.0.1.a.cn/",
        ]
    ) { $0.webhook.url ?? "" },
    SettingRow("webhook.format", "WEBHOOK_FORMAT", "json", ["xml", "WeCom"]) {
        $0.webhook.format.rawValue
    },
    SettingRow("backup.directory", "BACKUP_DIRECTORY", "/mnt/usb", [#""a\0b""#]) {
        $0.backup.directory ?? ""
    },
    SettingRow(
        "backup.dailyAt", "BACKUP_DAILY_AT", "18:30",
        ["24:00", "12:60", "1:30", "noon", "03:00:00", "0300", "-3:00"]
    ) { "\($0.backup.minuteOfDay / 60):\($0.backup.minuteOfDay % 60)" },
    SettingRow("backup.keepDaily", "BACKUP_KEEP_DAILY", "1", ["0", "367"]) {
        "\($0.backup.keepDaily)"
    },
    SettingRow("backup.keepWeekly", "BACKUP_KEEP_WEEKLY", "1", ["0", "521"]) {
        "\($0.backup.keepWeekly)"
    },
    SettingRow("backup.keepMonthly", "BACKUP_KEEP_MONTHLY", "1", ["0", "121"]) {
        "\($0.backup.keepMonthly)"
    },
    SettingRow("backup.passphraseFile", "BACKUP_PASSPHRASE_FILE", "/srv/word", [#""a\0b""#]) {
        $0.backup.passphraseFile ?? ""
    },
    SettingRow("metrics.host", "METRICS_HOST", "::", ["a b", "1.2.3", "a:1"]) {
        $0.metrics.host
    },
    SettingRow("metrics.port", "METRICS_PORT", "9464", ["0", "65536", "off", "09"]) {
        $0.metrics.port.map { "\($0)" } ?? ""
    },
    SettingRow("log.level", "LOG_LEVEL", "critical", ["loud", "INFO"]) { $0.log.level.rawValue },
    SettingRow("log.format", "LOG_FORMAT", "json", ["xml", "~"]) { $0.log.format.rawValue },
]
