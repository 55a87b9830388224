extension Asset {
    /// What the pages of the books and of the office itself have beside the others.
    static let bookStyles = """
        .tabs { margin-bottom: 1.1rem; border-bottom: 0.06rem solid var(--line); }
        .tabs ul { display: flex; flex-wrap: wrap; gap: 0 0.3rem; }
        .tabs a {
            min-height: var(--touch); padding: 0 0.8rem; border: 0; border-radius: 0;
            border-bottom: 0.2rem solid transparent; color: var(--ink);
        }
        .tabs a[aria-current] { border-bottom-color: var(--brand); font-weight: 700; }

        .under bdi { white-space: nowrap; }
        .under { display: block; color: var(--soft); font-weight: 400; font-size: 0.9em; }
        td p { margin: 0; }
        td .badge { white-space: normal; }
        .search .field { flex: 1 1 16rem; }
        .search { align-items: start; }
        .search .button { margin-top: 2rem; }
        .export { padding: 0.5rem 0; border-bottom: 0.06rem solid var(--line); }
        .export strong { flex: 1 1 8rem; }

        .troubles { display: grid; gap: 0.8rem; }
        .grave { border-left: 0.4rem solid var(--alarm); }
        .findings { margin: 0.3rem 0 0.8rem; padding-left: 1.6em; }
        .findings > li { padding: 0.15rem 0; }
        .kept { margin: 0.6rem 0 0.6rem 0.2rem; padding-left: 0.8rem;
            border-left: 0.15rem solid var(--line); }
        .kept h3 { font-size: 1.05rem; }
        .disclosure { max-width: 52rem; }
        .copy textarea { font-family: inherit; width: 100%; }
        .tickbox {
            display: inline-block; width: 1.3em; height: 1.3em;
            border: 0.12rem solid currentColor; border-radius: 0.2rem;
        }

        @media print {
            .tabs, .screen { display: none !important; }
            .scroll { overflow: visible; }
            table { font-size: 10pt; }
            td, th { border-bottom: 0.06rem solid #999; }
            .under { color: #222; }
            .kept { break-inside: avoid; }
        }

        """
}
