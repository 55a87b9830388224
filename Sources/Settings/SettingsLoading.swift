extension NodeSettings {
    /// Reads the settings: variables `YIZHAN_…` count before the file, the file before the
    /// defaults, which stand here and nowhere else.
    ///
    /// - Parameters:
    ///   - file: A YAML file, or nil for defaults and environment alone.
    ///   - environment: The process's environment; variables without our prefix are not looked at.
    /// - Throws: ``SettingsFailure`` when anything is wrong, with every problem there is.
    package static func load(
        file: String?, environment: [String: String]
    ) async throws(SettingsFailure) -> NodeSettings {
        var read = SettingsReading(await SettingsSources(file: file, environment: environment))
        let settings = NodeSettings(&read)
        try read.finish()
        return settings
    }

    /// In the order of `config/community.yaml`.
    private init(_ read: inout SettingsReading) {
        dataDirectory = read("dataDirectory", "data", .path)
        language = read("language", "zh", .word(.zh))
        listen = Listen(&read)
        wishes = Wishes(
            settlingSeconds: read("wishes.settlingSeconds", "60", .whole(0...3_600)),
            automaticAcceptance: read("wishes.automaticAcceptance", "true", .truth),
            youngClaimMinutes: read("wishes.youngClaimMinutes", "10", .whole(0...1_440)),
            acceptanceHours: read("wishes.acceptanceHours", "12", .whole(1...168)),
            award: read("wishes.award", "automatic", .word(.automatic)))
        office = Office(
            days: read.list("office.days", .word(.mon)),
            opens: read("office.opens", "08:30", .timeOfDay),
            closes: read("office.closes", "17:30", .timeOfDay),
            handOverTo: read("office.handOverTo", "", .orNothing(.member)))
        volunteers = Volunteers(
            openClaimsMaximum: read("volunteers.openClaimsMaximum", "5", .whole(1...100)),
            claimsPerDayMaximum: read("volunteers.claimsPerDayMaximum", "20", .whole(1...1_000)),
            wishesViewedPerHourMaximum: read(
                "volunteers.wishesViewedPerHourMaximum", "60", .whole(1...10_000)))
        retention = Retention(
            contactHoursAfterSettlement: read(
                "retention.contactHoursAfterSettlement", "24", .whole(0...24)),
            contactDays: read("retention.contactDays", "30", .whole(1...365)),
            contentDays: read("retention.contentDays", "180", .whole(1...3_650)))
        feed = Feed(isPublic: read("feed.public", "false", .truth))
        outgoing = Outgoing(
            allowPlainHTTP: read("outgoing.allowPlainHTTP", "false", .truth),
            caFile: read("outgoing.caFile", "", .orNothing(.readableFile)),
            connectTo: read.list("outgoing.connectTo", .redirection))
        limits = Limits(
            connectionsMaximum: read("limits.connectionsMaximum", "512", .whole(1...65_536)),
            connectionsPerAddressMaximum: read(
                "limits.connectionsPerAddressMaximum", "32", .whole(1...65_536)),
            requestsPerPeerPerMinute: read(
                "limits.requestsPerPeerPerMinute", "600", .whole(1...100_000)))
        webhook = Webhook(
            url: read("webhook.url", "", .orNothing(.webhook)),
            format: read("webhook.format", "wecom", .word(.wecom)))
        backup = Backup(
            directory: read("backup.directory", "", .orNothing(.path)),
            minuteOfDay: read("backup.dailyAt", "03:00", .timeOfDay),
            keepDaily: read("backup.keepDaily", "7", .whole(1...366)),
            keepWeekly: read("backup.keepWeekly", "4", .whole(1...520)),
            keepMonthly: read("backup.keepMonthly", "12", .whole(1...120)),
            passphraseFile: read("backup.passphraseFile", "", .orNothing(.path)))
        metrics = Metrics(
            host: read("metrics.host", "127.0.0.1", .host),
            port: read("metrics.port", "", .orNothing(.whole(1...65_535))))
        log = Log(
            level: read("log.level", "info", .word(.info)),
            format: read("log.format", "text", .word(.text)))
    }
}

extension NodeSettings.Listen {
    /// Without an authority and address of its own the node is one for this machine alone.
    fileprivate init(_ read: inout SettingsReading) {
        host = read("listen.host", "127.0.0.1", .host)
        port = read("listen.port", "8080", .whole(1...65_535))
        authority = read("listen.authority", "", .orNothing(.authority)) ?? "127.0.0.1:\(port)"
        address = read("listen.address", "", .orNothing(.baseURL)) ?? "http://\(authority)"
        trustedProxy = read("listen.trustedProxy", "", .orNothing(.ipAddress))
    }
}
