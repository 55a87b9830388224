#include "ccurl.h"

CURLcode ccurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

CURLcode ccurl_set_url(CURL *easy, const char *url) {
    return curl_easy_setopt(easy, CURLOPT_URL, url);
}

CURLcode ccurl_set_method(CURL *easy, const char *method) {
    return curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
}

CURLcode ccurl_set_no_answer_body(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
}

CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POST, 1L);
    if (code != CURLE_OK) return code;
    // The size first: it tells how much COPYPOSTFIELDS copies.
    code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, count == 0 ? "" : bytes);
}

CURLcode ccurl_set_fields(CURL *easy, struct curl_slist *lines) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines);
}

CURLcode ccurl_set_user_agent(CURL *easy, const char *name) {
    return curl_easy_setopt(easy, CURLOPT_USERAGENT, name);
}

CURLcode ccurl_set_http_1_1(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

CURLcode ccurl_set_protocols(CURL *easy, const char *names) {
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, names);
}

CURLcode ccurl_set_no_redirects(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
}

CURLcode ccurl_set_no_proxy(CURL *easy) {
    // The empty name overrides http_proxy and its kin; the asterisk overrides any other source.
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PROXY, "");
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
}

CURLcode ccurl_set_connect_to(CURL *easy, struct curl_slist *entries) {
    return curl_easy_setopt(easy, CURLOPT_CONNECT_TO, entries);
}

CURLcode ccurl_set_unix_socket(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, path);
}

CURLcode ccurl_set_verification(CURL *easy) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    if (code != CURLE_OK) return code;
    code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

CURLcode ccurl_set_only_ca_file(CURL *easy, const char *path) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_CAINFO, path);
    // Debian builds in a directory of public authorities, which would still be believed.
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

CURLcode ccurl_set_pinned_key(CURL *easy, const char *pin) {
    return curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, pin);
}

CURLcode ccurl_set_connect_milliseconds(CURL *easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
}

CURLcode ccurl_set_total_milliseconds(CURL *easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds);
}

CURLcode ccurl_set_slow(CURL *easy, long bytes_per_second, long seconds) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, bytes_per_second);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, seconds);
}

CURLcode ccurl_set_declared_bytes_maximum(CURL *easy, curl_off_t count) {
    return curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, count);
}

CURLcode ccurl_set_idle_seconds_maximum(CURL *easy, long seconds) {
    return curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, seconds);
}

CURLcode ccurl_set_no_signals(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

CURLcode ccurl_set_no_resolver_wait(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

CURLcode ccurl_set_no_delay(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
}

CURLcode ccurl_set_error_text(CURL *easy, char *text) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, text);
}

CURLcode ccurl_set_head_callback(CURL *easy, curl_write_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

CURLcode ccurl_set_body_callback(CURL *easy, curl_write_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

CURLcode ccurl_set_ticket(CURL *easy, uintptr_t ticket) {
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)ticket);
}

CURLMcode ccurl_multi_set_connections_maximum(CURLM *multi, long count) {
    return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
}

bool ccurl_multi_next_finished(CURLM *multi, uintptr_t *ticket, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        void *private_pointer = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private_pointer);
        *ticket = (uintptr_t)private_pointer;
        *result = message->data.result;
        return true;
    }
    return false;
}
