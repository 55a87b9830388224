extension Asset {
    /// The base of the style sheet and the public page: warm paper, dark ink, large type. Every
    /// state has its words; colour only repeats them.
    /// Contrasts are AA or better in both schemes (`PagesTests` computes them).
    static let baseStyles = """
        :root {
            color-scheme: light dark;
            --paper: #faf4e9;
            --card: #fffdf8;
            --ink: #2b211a;
            --soft: #62544a;
            --line: #dfd0ba;
            --brand: #9c3a1c;
            --on-brand: #fff8ec;
            --good: #1c6440;
            --good-tint: #e2f0e4;
            --wait: #77500a;
            --wait-tint: #faecc8;
            --rest: #5a4f47;
            --rest-tint: #efe7da;
            --alarm: #a1201c;
            --alarm-tint: #fbe4dd;
            --sans: "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
                "Microsoft YaHei", system-ui, sans-serif;
            --gap: 1rem;
            --round: 0.8rem;
            --touch: 2.6rem;
            --serif: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC",
                STSong, SimSun, Georgia, serif;
        }

        @media (prefers-color-scheme: dark) {
            :root {
                --paper: #1a1511;
                --card: #251f1a;
                --ink: #f5ebdd;
                --soft: #cdbdab;
                --line: #4b4036;
                --brand: #f3a784;
                --on-brand: #2b140a;
                --good: #93d9ad;
                --good-tint: #1d3428;
                --wait: #f2cc73;
                --wait-tint: #3b2f14;
                --rest: #d2c3b3;
                --rest-tint: #362e27;
                --alarm: #ffb0a3;
                --alarm-tint: #4a1f1a;
            }
        }

        * { box-sizing: border-box; }

        /* 19 px for a reader of sixty; larger still when the browser is set so. */
        html { font-size: 118.75%; text-size-adjust: 100%; scroll-padding: 1rem; }

        body {
            margin: 0 auto;
            max-width: 70rem;
            padding: 0 1rem 2rem;
            background: var(--paper);
            color: var(--ink);
            font-family: var(--sans);
            line-height: 1.7;
            overflow-wrap: anywhere;
            border-top: 0.4rem solid var(--brand);
        }

        h1, h2 { font-family: var(--serif); line-height: 1.3; text-wrap: balance; }
        h1 { margin: 0; font-size: 2rem; }
        h2 { margin: 0 0 0.5rem; font-size: 1.45rem; }
        h3 { margin: 0; font-size: 1.2rem; line-height: 1.45; }
        p, dl { margin: 0 0 0.5rem; }
        p, li { text-wrap: pretty; }
        ul { margin: 0; padding: 0; list-style: none; }
        a { color: var(--brand); text-underline-offset: 0.2em; }
        :focus-visible { outline: 0.2rem solid var(--brand); outline-offset: 0.15rem; }

        .skip { position: absolute; left: -100rem; padding: 0.7rem 1rem; }
        .skip:focus { left: 1rem; background: var(--card); }

        header { padding: 0.8rem 0 1.2rem; }
        .top { display: flex; align-items: center; gap: 1rem; min-height: 2.8rem; }
        .top nav { display: flex; gap: 0.5rem; margin-left: auto; }
        .name { display: flex; align-items: center; gap: 0.8rem; margin-top: 0.3rem; }
        .name img { width: 2.9rem; height: 2.9rem; flex: none; }
        .alliance { margin: 0; color: var(--brand); font-weight: 700; line-height: 1.4; }
        .motto { margin: 0.8rem 0 0.3rem; color: var(--soft); }

        nav a, .button {
            display: inline-flex;
            align-items: center;
            justify-content: center;
            min-height: 2.6rem;
            padding: 0 0.9rem;
            border: 0.1rem solid var(--brand);
            border-radius: 1.3rem;
            text-decoration: none;
            white-space: nowrap;
        }

        .button { background: var(--brand); color: var(--on-brand); font-weight: 700; }

        .line { margin: 0; color: var(--soft); }
        .line::before { content: "○ "; }
        .line.live { color: var(--good); }
        .line.live::before { content: "● "; }
        .line.lost { color: var(--alarm); font-weight: 700; }
        .line.lost::before { content: "▲ "; }

        main { display: grid; gap: 2rem; }
        main > * { min-width: 0; }
        .alarm { order: -1; }

        .summary { font-size: 1.2rem; font-weight: 700; }
        .summary span { display: inline-block; white-space: pre-wrap; }
        .hint { margin-top: 1rem; color: var(--soft); }

        .wishes {
            display: grid;
            gap: 1rem;
            grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        }

        .wish, .neighbour, .empty, .panel {
            border: 0.06rem solid var(--line);
            border-radius: 0.8rem;
            background: var(--card);
            padding: 1rem;
        }

        .wish { display: flex; flex-direction: column; border-left: 0.4rem solid var(--rest); }
        .wish.open { border-left-color: var(--good); }
        .wish.claimed { border-left-color: var(--wait); }
        .wish dl { margin: auto 0 0; padding-top: 0.5rem; }
        .wish h3 { margin-bottom: 0.25rem; }
        .body { white-space: pre-line; }
        .places { font-weight: 700; }

        .marks { display: flex; flex-wrap: wrap; gap: 0.4rem 0.5rem; align-items: center; }
        .marks > * { border-radius: 0.4rem; padding: 0 0.55rem; line-height: 1.75; }
        .status { background: var(--rest-tint); color: var(--rest); }
        .open .status, .in-touch .status { background: var(--good-tint); color: var(--good); }
        .claimed .status, .late .status { background: var(--wait-tint); color: var(--wait); }
        .urgent { background: var(--brand); color: var(--on-brand); }
        .marks .category { padding: 0; color: var(--soft); }
        .fresh-word { border: 0.1rem solid var(--wait); color: var(--wait); font-weight: 700; }

        .wish dl > div { display: flex; gap: 0.8rem; }
        dt { flex: none; min-width: 4.8em; color: var(--soft); }
        dd { margin: 0; min-width: 0; }
        .ours { color: var(--good); white-space: nowrap; }
        h3 .ours { font-size: 1rem; font-weight: 400; }
        .number { font-variant-numeric: tabular-nums; }

        .neighbours { display: grid; gap: 0.8rem; }
        .neighbour p, .panel p { margin: 0; }
        .neighbour p, .panel p + p { margin-top: 0.2rem; }
        .neighbour .status { border-radius: 0.4rem; padding: 0 0.4rem; }

        .alarm .panel { border: 0.15rem solid var(--alarm); background: var(--alarm-tint); }
        .alarm h2, .alarm strong { color: var(--alarm); }

        .empty { border-style: dashed; border-width: 0.12rem; }
        .empty ol { margin: 0.5rem 0 0; padding-left: 1.5em; }
        .empty li { padding-left: 0.2em; margin-bottom: 0.4rem; }
        .empty p { margin: 0.4rem 0 0; }

        footer {
            margin-top: 2.5rem;
            padding-top: 1rem;
            border-top: 0.06rem solid var(--line);
            color: var(--soft);
        }

        .error { max-width: 34rem; }

        @media (min-width: 56rem) {
            body { padding: 0 2rem 3rem; }
            header { padding: 1.2rem 0 1.8rem; }
            h1 { font-size: 2.6rem; }
            .name img { width: 3.6rem; height: 3.6rem; }
            main:not(.error) {
                gap: 1.6rem 2.5rem;
                grid-template-columns: minmax(0, 1fr) 18.5rem;
                grid-template-rows: auto 1fr;
            }
            #wishes { grid-column: 1; grid-row: 1 / span 2; }
            #neighbours, #state { grid-column: 2; }
        }

        @media (prefers-reduced-motion: no-preference) {
            .fresh { animation: arrive 1.6s ease-out; }
            @keyframes arrive { from { background: var(--wait-tint); } }
        }

        @media print {
            :root {
                --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999;
                --brand: #000; --on-brand: #fff; --good: #000; --good-tint: #fff;
                --wait: #000; --wait-tint: #fff; --rest: #000; --rest-tint: #fff;
                --alarm: #000; --alarm-tint: #fff;
            }
            html { font-size: 11pt; }
            body { max-width: none; padding: 0; border: 0; line-height: 1.5; }
            nav, .line, .skip, #neighbours, #state.calm, .no-print { display: none !important; }
            main, .wishes { display: block; }
            .wish { margin-bottom: 0.6rem; break-inside: avoid; }
            .wish dl { display: flex; flex-wrap: wrap; gap: 0 1.6rem; }
            dt { min-width: 0; }
            .status, .urgent { border: 0.1rem solid #000; background: #fff; color: #000; }
        }

        """
}
