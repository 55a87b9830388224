extension Asset {
    /// What the pages of the desk need beyond the base: a form that fits one screen, the list of
    /// residents under it, cards of claims, paper.
    static let deskStyles = """
        .wish-form { max-width: none; gap: 0.7rem; }
        .group { display: grid; gap: 0.55rem; }
        .group > legend {
            padding-bottom: 0.2rem; font: 700 1.15rem/1.3 var(--serif); color: var(--brand);
        }
        .cells { display: grid; gap: 0.55rem 0.9rem; }
        .wish-form .hint { font-size: 0.9rem; line-height: 1.4; }
        .buttons { padding-top: 0.3rem; }
        .buttons .stack { width: 100%; }

        .found { padding: 0.4rem 0.8rem; border-style: dashed; }
        .found.none { display: none; }
        .found h2 { font-size: 1rem; margin: 0; color: var(--soft); }
        .found .lines > li { padding: 0.1rem 0; }
        .found .quiet { justify-content: flex-start; text-decoration: none; color: var(--ink); }
        .found .quiet.chosen { background: var(--wait-tint); outline: 0.12rem solid var(--wait); }

        .sight { border-left: 0.4rem solid var(--good); margin-bottom: 0.8rem; }
        .sight h3 { margin: 0.2rem 0; }
        .clean { color: var(--good); }
        .clean, .warning > p { display: flex; gap: 0.4rem; align-items: center; margin: 0; }
        .warning {
            padding: 0.6rem 0.9rem; border-radius: var(--round); background: var(--alarm-tint);
            color: var(--alarm);
        }
        .warning ul { list-style: disc; padding-left: 1.6rem; }

        .claims { display: grid; gap: 0.8rem; margin: 0; padding: 0; list-style: none; }
        .claims .card > * { margin: 0 0 0.4rem; }
        .short { gap: 0.3rem; }
        .short label { display: inline-flex; align-items: center; gap: 0.6rem; }
        .short input[type="number"] { width: 6em; }
        .short input[type="datetime-local"] { width: auto; }
        .deeds:empty { display: none; }
        .story { padding: 0; margin: 0; list-style: none; }
        .story > li > :first-child { flex: 0 0 9.5em; }
        .contact dd { font-weight: 700; font-size: 1.1rem; }
        .panel > .lines > li > .badge:first-child, .panel > .lines > li > .moment:first-child {
            flex: 0 1 auto;
        }
        .panel > .lines > li > a { flex: 1 1 12rem; min-width: 0; }
        .filters nav a[aria-current] { background: var(--rest-tint); font-weight: 700; }
        .scroll td > .badge { margin: 0 0.3rem 0.2rem 0; }
        .scroll td > small { display: block; color: var(--soft); }
        .facts dd > small { margin-left: 0.5em; }
        .lines + .inline { display: block; margin-top: 0.8rem; }
        .steps { margin: 0; padding-left: 1.5em; }
        .steps li { min-height: var(--touch); align-content: center; }
        .steps .done { color: var(--good); }
        .blank { margin-top: 2.2rem !important; border-bottom: 0.06rem solid var(--ink); }

        @media (min-width: 56rem) {
            .cells { grid-template-columns: repeat(2, minmax(0, 1fr)); }
            .writing { grid-template-columns: minmax(0, 14fr) minmax(0, 6fr); }
            .writing aside { position: sticky; top: 0.8rem; }

            /* One screen of 900 px: the names of the groups stand beside them. */
            body:has(.wish-form) h1 { position: absolute; left: -100rem; }
            .wish-form { gap: 0.6rem; }
            .wish-form .field, .wish-form .choice { gap: 0.1rem; align-content: start; }
            .wish-form .field > label:not(.option), .wish-form .choice > legend {
                font-size: 0.92rem; line-height: 1.4;
            }
            .wish-form .options { gap: 0.25rem 0.35rem; margin-top: 0.1rem; }
            .wish-form .option { padding: 0 0.5rem; gap: 0.3rem; }
            .wish-form .option kbd { margin-left: 0.1rem; }
            .wish-form input[type="radio"] { width: 1.1rem; height: 1.1rem; }
            .wish-form details:not([open]) > summary { min-height: 2.2rem; }
            .wish-form .group > .field > .option { justify-self: start; }
            .wish-form textarea { min-height: 0; }
            .group { grid-template-columns: 5.2rem repeat(2, minmax(0, 1fr)); }
            .group > legend { float: left; grid-column: 1; padding: 0; }
            .group > :not(legend) { grid-column: 2 / span 2; }
            .group > .field:has(#field-title) { grid-column: 2; }
            .group > .field:has(#field-body) { grid-column: 3; }
            .group > .cells:has(#field-name) { grid-template-columns: 4fr 5fr 5fr 5fr; }
            .cells:not(:has(.wrong)) > .field:has(#field-name) .hint {
                width: 0; white-space: nowrap;
            }
            #hint-category { display: none; }
            #field-body { height: 4.1rem; }
            .wish-form > details { margin-left: 6.1rem; }
        }

        """
}
