/// The drawings of the site: lines of one width in a square of 24, in the colour of the text.
package enum Icons {
    /// The drawing of a place in the navigation.
    static func of(_ section: Frame.Section) -> HTML {
        switch section {
        case .today: line("M4 11 12 4l8 7M6 10v10h12V10M10 20v-6h4v6")
        case .wishes, .street:
            line(
                "M12 20C7 16 4 13 4 9.5 4 7 5.9 5 8.2 5c1.6 0 3 1 3.8 2.6C12.8 6 14.2 5 15.8 5 "
                    + "18.1 5 20 7 20 9.5 20 13 17 16 12 20z")
        case .residents: line("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7")
        case .books: line("M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6")
        case .sheets: line("M5 4h14v16H5zM5 9h14M5 14h14M10 9v11")
        case .office: line("M5 21V8l7-4 7 4v13M9 21v-6h6v6M9 11h.01M15 11h.01")
        case .claims: line("M5 12l4 4L19 6M5 19h14")
        case .hours: line("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3")
        case .profile: line("M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 21c1-4 3.5-6 7-6s6 2 7 6")
        case .board: line("M4 20V10M10 20V4M16 20v-7M22 20H2")
        case .members:
            line(
                "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM17 11a2.5 2.5 0 1 0 0-5M3 20c.6-4 3-6 6-6"
                    + "s5.4 2 6 6M16 14c2.6 0 4.4 1.6 5 5")
        case .report: line("M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3")
        case .admin: line("M7 14a4 4 0 1 1 3.5-6H20v4h-2v3h-4v-3h-3.5A4 4 0 0 1 7 14z")
        }
    }

    /// A telephone.
    package static let phone = line(
        "M6 3h4l1.5 5-2.5 1.5a11 11 0 0 0 5.5 5.5L16 12.5l5 1.5v4a3 3 0 0 1-3 3"
            + "A16 16 0 0 1 3 6a3 3 0 0 1 3-3z"
    )
    /// A door.
    package static let door = line("M6 21V3h12v18M3 21h18M14 12h.01")
    /// A clock.
    package static let clock = line(
        "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3")
    /// Something to look at.
    package static let alert = line("M12 4 2.5 20h19zM12 10v4M12 17h.01")
    /// Something done.
    package static let tick = line("M4 12.5l5 5L20 6.5")

    private static func line(_ path: String) -> HTML {
        HTML(
            .svg, .class("icon"), .viewBox("0 0 24 24"), .fill("none"), .stroke("currentColor"),
            .strokeWidth("2"), .ornament
        ) {
            HTML(.path, .d(path), .roundCap, .roundJoin)
        }
    }
}
