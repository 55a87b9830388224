internal import CCurl
internal import Node

/// What libcurl's code of an easy transfer means to us. `text` is libcurl's description.
///
/// The codes of other protocols and of misuse fall to `broken`, like all that a newer libcurl may
/// add: nothing is then claimed but that there was no answer. So does "unsupported protocol": the
/// scheme has been checked before, and libcurl also says it of an answer without a status line.
func curlFailure(_ code: CURLcode, _ text: String) -> CallFailure {
    switch code {
    case CURLE_URL_MALFORMAT:
        .addressRefused(text)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
        CURLE_INTERFACE_FAILED, CURLE_NO_CONNECTION_AVAILABLE, CURLE_PROXY:
        .unreachable(text)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
        CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CLIENTCERT,
        CURLE_SSL_CRL_BADFILE, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ENGINE_NOTFOUND,
        CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ISSUER_ERROR,
        CURLE_USE_SSL_FAILED:
        .untrusted(text)
    case CURLE_OPERATION_TIMEDOUT:
        .timedOut
    case CURLE_FILESIZE_EXCEEDED:
        .tooLarge
    default:
        .broken(text)
    }
}

/// A failure of all transfers together.
func multiFailure(_ code: CURLMcode) -> CallFailure {
    .broken(unsafe String(cString: curl_multi_strerror(code)))
}
