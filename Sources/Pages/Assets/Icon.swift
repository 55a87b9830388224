extension Asset {
    /// The icon. Colours stand in attributes, because the policy lets no inline style through.
    static let iconText = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
        <rect width="64" height="64" rx="15" fill="#9c3a1c"/>
        <path d="M10 31 32 13l22 18" fill="none" stroke="#fdf3e1" stroke-width="6"
        stroke-linecap="round" stroke-linejoin="round"/>
        <path d="M32 53C22 46 17 40.5 17 35c0-4 3-7 6.8-7 3.2 0 6 1.9 8.2 5.4
        2.2-3.5 5-5.4 8.2-5.4 3.8 0 6.8 3 6.8 7 0 5.5-5 11-15 18z" fill="#f6c667"/>
        </svg>

        """
}
