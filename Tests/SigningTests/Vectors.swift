/// What another implementation (Python, `cryptography` 48, HPKE by hand from RFC 9180) makes of
/// the same secrets, each SHA-256 of `test <kind>`; the salt is the bytes 0 to 31.
enum Vectors {
    /// `wanda.` and the hash of the writer's public key.
    static let writer = "wanda.lmhzzyy2"

    /// Public half.
    static let identityKey = "4YDbhsZMOhc8pdElCwsvQjF4pwmeweJMYiZcbNA-6-c"

    /// Public half.
    static let boxKey = "tW0lJKB6rffsqkS6gw9J9s5YGHS7u5Nj6KzJf_nX714"

    /// Public half.
    static let writerKey = "WT6efMmDX8SfMSKO-hvBtWweQ12_Q3BO8KV052q_NSk"

    /// Of the identity key.
    static let fingerprint = "dus3-gins-elpy-ymq6-fnuv-tzvk-2qrj-f4yg"

    /// Of volunteer 志愿者 7 on wish 1.
    static let pseudonym = "VYvCAV7XAevVCKqDeuUfyPLyi1zN-8c_qOUCpGcDhTo"

    /// Of the salt.
    static let claimBoxKey = "sfMW6W5FW4ZQ2m--2CvqYDOctxPqCYncnidhHghWYj0"

    /// Of the salt and `hello`.
    static let contentHash = "4wHDczMFy5ghAKjERGdSTUTokuT-L1kpbjjHi9-UC0c"

    /// Of the event.
    static let eventID = "ix9FXGrtqKUvMiE22iTRxqeVxyOULNwFD--VD8rA4pY"

    /// Of the event.
    static let ticket = "htWqbqi7YjxabHhNMr1wvLPyYK6NYto0fFiXi5Mnj74"

    /// SHA-256 of `previous`.
    static let previous = "baBjNSjeqgFE57BYMV8LdT7AuUUWOnK_lqDRgYD53g0"

    /// SHA-256 of `award`.
    static let award = "tACWYsARbaxPF6hjVNzvyzXYDeKvWZiPUg_gcrSxPio"

    /// A claim as number 2, on xintang.
    static let event = """
        eyJhbGciOiJFZERTQSIsImtpZCI6IndhbmRhLmxtaHp6eXkyIiwidHlwIjoieWl6aGFuLWV2ZW50\
        In0.eyJhbGxpYW5jZSI6InhpbnRhbmciLCJhdCI6MTc4MDAwMDAwMDAwMCwiZmFjdHMiOnsiYm94\
        S2V5Ijoic2ZNVzZXNUZXNFpRMm0tLTJDdnFZRE9jdHhQcUNZbmNuaWRoSGdoV1lqMCIsImNsYWlt\
        YW50Ijoidm9sdW50ZWVyIiwicHNldWRvbnltIjoiVll2Q0FWN1hBZXZWQ0txRGV1VWZ5UEx5aTF6\
        Ti04Y19xT1VDcEdjRGhUbyJ9LCJraW5kIjoiY2xhaW1lZCIsInByZXZpb3VzIjoiYmFCak5TamVx\
        Z0ZFNTdCWU1WOExkVDdBdVVVV09uS19scURSZ1lENTNnMCIsInNlcSI6Miwic3ViamVjdCI6Indp\
        c2gvd2FuZGEubG1oenp5eTIvMSIsIndyaXRlciI6IndhbmRhLmxtaHp6eXkyIn0.ox77Iqr1hKHO\
        va1o98lZjp-n4DMcJ2H3fuCifWKZUWJ3-aHCR3GN_iSpvK-pRz9syQqLZpkKctOv-RZQBxENDw
        """

    /// Of the writer on xintang.
    static let certificate = """
        7cA2xfnMrmgADc2VWWTRJrsfk89FOhOAfkPb6aYKLnBhAjxlAgd8kTi6t2eMEX7FJ8Q4zeh_TIAg\
        eBQPI8rPAg
        """

    /// Of the admission with join key abcd-efgh.
    static let proof = """
        lJg28bSw5N1BZSAuE_WlOy6F4cDJtjcxl7Wi4bJZk5ex99FRWhWbf57Mx9ytWGI0NiYN8EH0ASvt\
        eNMm2CkBCw
        """

    /// A contact, sealed to the claim's key.
    static let parcel = """
        eyJhbGciOiJFZERTQSIsImtpZCI6IndhbmRhLmxtaHp6eXkyIiwidHlwIjoieWl6aGFuLXBhcmNl\
        bCJ9.eyJib3giOiIxeTVYdXFFT05pUktZVzFueTJtN1F4VE9rX0lwOFBJbkhXakt6enlxSEFyWUR\
        WMmFmd0JlaWlpQVYycGNzWVM4S2VJMGhNUmRHOW9lRnAydlZTV2xjQkdXakRJRXJlZExJUjk0a3Z\
        nZnBIX1pRbjNsWkVjZHNMMGIxZTNYeHFaVV9ZZ1gzbWlYNUFaaUtlQjBUbFhmOGw4d2JlQVJ0YWl\
        nR2huWGk3RUpGbUc4MEZIdGFtRFJ2UklHdEg0bVBOM1VjQmY5Z0hnbXc1MWNqQTg4dTJKdzc0NV9\
        0bkpSUlBGRUR6ZmkzQlhMZ2pJc1Uzdk1mcU05Tmw1czFuLUUtcF83eDd3cERNV2pmblZQcDN4X0l\
        6OXdNNk01TV9qdnhBM3YyRVpJcGRsNHpGdjctRDFRUTZnaF96WHlaNzg4akpYRUJHb1RBWkVNNDR\
        0ZENaYVBTMk51NGdlLTFwdmtiYkUtVHZYdXdRY3VISjI0T0hPOHdxaU5yMmhuMkZCZ2sySmFTOTY\
        1Ql96Z1pzc3NLQzUyVExwRVFOUkxSNjVHNm1Fdi1FeWpaUUJGT2JkM3ZHVy1BcFRRYXNaYVVIeFV\
        hS0RpQVQxRzZ6NHA5UUwyTkhzVXY5T1NCNjRZNzIyejNtSmZyaEppVFNMYWNEeFM4MHVPOHZSb1d\
        yWkNGRU16SkdHN1haelFndWdQcTNtOGJCNkpHUUNBS2dpNDJHdmFPd3J2Tl9nMGo0QWFDai1VR2F\
        OR01MaVFldExNWkZqZFZXX2VGUDVYV0hZV0VGS2d3RGJlVDNMNWFuWkxRZnJkMFdyZFg5U3liRDF\
        wQ0ZFN1Nyc2Q5U1NlcWlvZXZLdGRSeDlMTmliWnhiYVhuMjlYRC1kOFNFMWVPZGo4cVh4Y28weDN\
        VMTBsLWtBRFRqd3k0RFpzbFRqcTN0c0VyNjdOcXlLbiIsImVuYyI6IktmTWF0d0xnNGhhMXR1N1R\
        HTjR0TGcwbWFKNjJrTDlRRWxGU3l2MlpqaXMiLCJsYWJlbCI6eyJhbGxpYW5jZSI6InhpbnRhbmc\
        iLCJhd2FyZCI6InRBQ1dZc0FSYmF4UEY2aGpWTnp2eXpYWURlS3ZXWmlQVWdfZ2NyU3hQaW8iLCJ\
        jbGFpbSI6IndhbmRhLmxtaHp6eXkyLzIiLCJleHBpcmVzIjoxNzgwMDAwMDAwLCJmcm9tIjoid2F\
        uZGEiLCJraW5kIjoiY29udGFjdCIsInRvIjoid2FuZGEiLCJ3aXNoIjoid2lzaC93YW5kYS5sbWh\
        6enl5Mi8xIn19.gVamScX3mENnspfezoi8-jOkdDOCv6DvBVny-Sd61D_gNNw4v2Ooy15p3F277Y\
        gM9jJ3as7_6cHivVjvDSTQCg
        """

    /// Of the parcel.
    static let receipt = """
        eyJhbGciOiJFZERTQSIsImtpZCI6IndhbmRhLmxtaHp6eXkyIiwidHlwIjoieWl6aGFuLXJlY2Vp\
        cHQifQ.eyJwYXJjZWwiOiJFb2lQV2Q1UTZEVEVVTjBnWUVnc25HZ1N5QmNENUJyZl92ZV9rbUdwY\
        jFzIiwidG8iOiJ3YW5kYSJ9.EWKo3_74c9_ibrH7a9ZuMbVehH0LoX_W4oLJzGEoKHiBFAkV26Uu\
        HZuXZo9X4hM5uz3T-27EqK0v_1tXYFnwCw
        """

    /// `phone 1` at people, phone, 7.
    static let field = "AAECAwQFBgcICQoLJuEFkI5oWjoCSTGodwZm_nWuc22NUEc"
}
