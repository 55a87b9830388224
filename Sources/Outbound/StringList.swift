internal import CCurl

/// A list of strings as libcurl takes it; freed with the value, hence owned by whatever outlives
/// the transfer.
@safe struct StringList: ~Copyable {
    /// nil for the empty list.
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ strings: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for string in strings {
            // nil only without memory, where Swift itself would end the process.
            guard let longer = unsafe curl_slist_append(list, string) else {
                preconditionFailure("out of memory")
            }
            unsafe list = longer
        }
        unsafe first = list
    }

    deinit {
        unsafe curl_slist_free_all(first)
    }
}
