extension Asset {
    /// The posters: as they hang, on paper and before.
    static let posterStyles = """
        .poster {
            max-width: 46rem; margin: 0 auto; padding: 1.5rem; text-align: center;
            background: #fff; color: #111; border: 4px solid #a11; border-radius: 1.2rem;
        }
        .poster > img { display: block; margin: 0 auto; }
        .poster h1 { font-size: 3rem; margin: .3em 0; color: #a11; }
        .poster .qr { width: min(20rem, 80vw); height: auto; }
        .poster-steps { text-align: left; font-size: 1.3rem; line-height: 1.6; max-width: 36rem;
        margin: 1rem auto; }
        .poster-foot {
            display: flex; justify-content: space-between; align-items: center; gap: 1rem;
            text-align: left;
        }
        .poster-wall { text-align: center; }
        .poster-wall p { margin: 0; }
        .poster .poster-wall .qr { width: 7rem; }
        @media print {
        @page { size: A4 portrait; margin: 12mm; }
        body:has(.poster) > header, body:has(.poster) > footer, main:has(.poster) > .line,
        main:has(.poster) > .said, .skip, .screen { display: none; }
        body:has(.poster), main:has(.poster) { margin: 0; padding: 0; max-width: none; }
        .poster { box-sizing: border-box; width: 186mm; max-width: none; height: 270mm;
        padding: 8mm 12mm; border-width: 1.5mm; border-radius: 8mm; display: flex;
        flex-direction: column; justify-content: space-between; font-size: 5mm; }
        .poster > * { margin: 0; }
        .poster > img { width: 20mm; height: 20mm; margin: 0 auto; }
        main .poster h1 { font-size: 20mm; line-height: 1.15; margin: 0; }
        main .poster .large { font-size: 8.5mm; margin: 0; }
        .poster .qr { width: 92mm; margin: 0 auto; }
        .poster-steps { font-size: 5.4mm; max-width: none; margin: 0 auto; }
        .poster-steps small { font-size: 4mm; }
        .poster .poster-wall .qr { width: 30mm; }
        }
        """
}
