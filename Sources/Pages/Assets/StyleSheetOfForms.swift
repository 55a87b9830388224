extension Asset {
    /// What people fill in and press: large enough for a thumb, with the keyboard's way to be
    /// seen.
    static let formStyles = """
        .button, button {
            display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem;
            min-height: var(--touch); padding: 0.2rem 1.1rem; border-radius: 1.3rem;
            border: 0.1rem solid var(--brand); background: var(--brand); color: var(--on-brand);
            font: inherit; font-weight: 700; line-height: 1.3; text-decoration: none;
            cursor: pointer;
        }
        .button.second {
            background: transparent; color: var(--brand); font-weight: 400;
        }
        .button.danger { background: transparent; border-color: var(--alarm); color: var(--alarm); }
        .button.wide { width: 100%; min-height: 3.2rem; border-radius: 1.6rem; font-size: 1.1rem; }
        .quiet {
            display: inline-flex; align-items: center; min-height: var(--touch);
            padding: 0 0.7rem; border: 0.1rem solid transparent; border-radius: 1.3rem;
            background: transparent; color: var(--brand); font-weight: 400;
            text-decoration: underline; text-underline-offset: 0.2em;
        }
        .quiet:hover, .button.second:hover { background: var(--rest-tint); }
        button:disabled { opacity: 0.6; cursor: default; }
        button[data-working] { cursor: progress; }
        .inline { display: inline; }

        .form { display: grid; gap: 0.9rem; max-width: 44rem; }
        .field {
            display: grid; gap: 0.25rem; min-width: 0; align-content: start;
            grid-template-columns: minmax(0, 1fr);
        }
        .field > label:not(.option), legend { font-weight: 700; }
        .fields { display: grid; gap: 0.9rem; }

        input:not([type="radio"], [type="checkbox"], [type="hidden"], [type="file"]),
        select, textarea {
            width: 100%; min-height: var(--touch); padding: 0.45rem 0.7rem;
            border: 0.1rem solid var(--soft); border-radius: 0.5rem;
            background: var(--card); color: var(--ink); font: inherit; line-height: 1.4;
        }
        textarea { resize: vertical; line-height: 1.6; }
        input[type="file"] { max-width: 100%; min-height: var(--touch); font: inherit; }
        input[type="radio"], input[type="checkbox"] {
            width: 1.35rem; height: 1.35rem; margin: 0; flex: none; accent-color: var(--brand);
        }
        .field .hint, .choice .hint { margin: 0; }
        .trouble { margin: 0; color: var(--alarm); font-weight: 700; }
        .trouble::before { content: "▲ "; }
        .wrong input, .wrong select, .wrong textarea { border-color: var(--alarm); }

        fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
        .options { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; margin-top: 0.25rem; }
        .option {
            display: inline-flex; align-items: center; gap: 0.5rem; min-height: var(--touch);
            padding: 0 0.8rem; border: 0.06rem solid var(--line); border-radius: 1.3rem;
            background: var(--card); cursor: pointer;
        }
        .option:has(:checked) { border-color: var(--brand); background: var(--rest-tint); }
        .option:has(:focus-visible) { outline: 0.2rem solid var(--brand); }
        kbd {
            border: 0.06rem solid currentColor; border-radius: 0.3rem; padding: 0 0.35rem;
            margin-left: 0.4rem; font: 400 0.8em/1.4 var(--sans); opacity: 0.85;
        }

        @media (max-width: 55.99rem) { kbd { display: none; } }
        @media (min-width: 56rem) { .fields.pair { grid-template-columns: 1fr 1fr; } }

        """
}
