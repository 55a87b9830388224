extension Asset {
    /// The posters: as they hang, on paper and before.
    static let posterStyles = """
        .poster {
            max-width: 46rem; margin: 0 auto; padding: 1.5rem; text-align: center;
            background: #fff; color: #111;
        }
        .poster h1 { font-size: 3rem; margin: .3em 0; color: #a11; }
        .poster .qr { width: min(20rem, 80vw); height: auto; }
        .poster-steps { text-align: left; font-size: 1.3rem; line-height: 1.6; max-width: 36rem;
        margin: 1rem auto; }
        .poster-foot {
            display: flex; justify-content: space-between; align-items: center; gap: 1rem;
        }
        .poster-wall .qr { width: 7rem; }
        @media print {
        @page { size: A4 portrait; margin: 12mm; }
        body:has(.poster) > header, body:has(.poster) > footer, main:has(.poster) > .line,
        main:has(.poster) > .said, .skip, .screen { display: none; }
        .poster { padding: 0; }
        .poster .qr { width: 95mm; }
        .poster-wall .qr { width: 30mm; }
        }
        """
}
