extension Asset {
    /// What a volunteer's pages need beside the rest: one column, one thumb.
    static let phoneStyles = """
        .card.wish { border-left-width: 0.06rem; }
        .wish h2, .wish h3 { margin: 0.2rem 0 0.25rem; font-size: 1.2rem; }
        .wish h2 a, .wish h3 a { color: inherit; text-decoration-thickness: 0.06em; }
        .marks .badge { border-radius: 0.4rem; padding: 0 0.55rem; }
        .where { color: var(--soft); }
        .fits { color: var(--good); }
        .fits::before { content: "✓ "; }
        .strong, .lead { font-weight: 700; }
        .state { border-width: 0.12rem; }
        body.phone main > div { margin-bottom: 1.2rem; }
        /* A field for a date or a file does not make the page wider than the phone. */
        .stack, .field { grid-template-columns: minmax(0, 1fr); }

        .ask { margin-top: 0.6rem; }
        .ask > summary { list-style: none; }
        .ask > summary::-webkit-details-marker { display: none; }
        .ask > summary.button, .ask > form > .button, .state > p > .button,
        .state > form > .button { width: 100%; min-height: 3rem; border-radius: 1.5rem; }
        .ask[open] > summary { margin-bottom: 0.7rem; }
        .ask[open] {
            border-left: 0.2rem solid var(--line); padding-left: 0.8rem;
        }
        .state > form + *, .state > p + form { margin-top: 0.6rem; }

        /* What is shown, and what has the keyboard, is not behind the places at the foot. */
        @media (max-width: 55.99rem) {
            html:has(body.phone) { scroll-padding-bottom: 6rem; }
            body.phone .tools { gap: 0; }
            body.phone .tools .quiet { padding: 0 0.45rem; }
        }

        .sums { grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr)); }
        .sums > div { display: block; }
        .sums strong { font-size: 1.5rem; }

        .week table { table-layout: fixed; }
        .week th, .week td { padding: 0.1rem; vertical-align: middle; }
        .week td { text-align: center; }
        .week .tick { display: grid; place-items: center; min-height: var(--touch); }

        #queue p { margin: 0.4rem 0 0; padding: 0.4rem 0.9rem; border-radius: 0.7rem; }
        #queue p[hidden] { display: none; }
        #queue .kept, #queue .working {
            background: var(--wait-tint); color: var(--wait); font-weight: 700;
        }
        #queue .sent { background: var(--good-tint); color: var(--good); font-weight: 700; }
        #queue :is(.lost, .refused) {
            background: var(--alarm-tint); color: var(--alarm); font-weight: 700;
        }
        #queue .lost::before { content: "▲ "; }
        form[data-state="kept"] { opacity: 0.7; }

        """
}
