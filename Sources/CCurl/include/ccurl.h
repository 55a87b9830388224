// What Swift cannot call in libcurl, because it is variadic or hides in a union: one typed function
// for each option that Outbound sets, and the two that read results. Everything else of
// <curl/curl.h> is imported as it is.
#pragma once

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

// Starts libcurl for the whole process; thread safe in this library (feature "threadsafe"), and
// harmless when repeated.
CURLcode ccurl_start(void);

// The request. Strings are copied by libcurl; lists must outlive the transfer.
CURLcode ccurl_set_url(CURL *easy, const char *url);
CURLcode ccurl_set_method(CURL *easy, const char *method);
CURLcode ccurl_set_no_answer_body(CURL *easy);
CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count);
CURLcode ccurl_set_fields(CURL *easy, struct curl_slist *lines);
CURLcode ccurl_set_user_agent(CURL *easy, const char *name);

// Where it may go.
CURLcode ccurl_set_http_1_1(CURL *easy);
CURLcode ccurl_set_protocols(CURL *easy, const char *names);
CURLcode ccurl_set_no_redirects(CURL *easy);
CURLcode ccurl_set_no_proxy(CURL *easy);
CURLcode ccurl_set_connect_to(CURL *easy, struct curl_slist *entries);
CURLcode ccurl_set_unix_socket(CURL *easy, const char *path);

// Whom it believes.
CURLcode ccurl_set_verification(CURL *easy);
CURLcode ccurl_set_only_ca_file(CURL *easy, const char *path);
CURLcode ccurl_set_pinned_key(CURL *easy, const char *pin);

// How long and how much.
CURLcode ccurl_set_connect_milliseconds(CURL *easy, long milliseconds);
CURLcode ccurl_set_total_milliseconds(CURL *easy, long milliseconds);
CURLcode ccurl_set_slow(CURL *easy, long bytes_per_second, long seconds);
CURLcode ccurl_set_declared_bytes_maximum(CURL *easy, curl_off_t count);
CURLcode ccurl_set_idle_seconds_maximum(CURL *easy, long seconds);

// How it behaves inside a process of many threads.
CURLcode ccurl_set_no_signals(CURL *easy);
CURLcode ccurl_set_no_resolver_wait(CURL *easy);
CURLcode ccurl_set_no_delay(CURL *easy);

// Whom it reports to. `text` has CURL_ERROR_SIZE bytes and outlives the transfer.
CURLcode ccurl_set_error_text(CURL *easy, char *text);
CURLcode ccurl_set_head_callback(CURL *easy, curl_write_callback callback, void *context);
CURLcode ccurl_set_body_callback(CURL *easy, curl_write_callback callback, void *context);
CURLcode ccurl_set_ticket(CURL *easy, uintptr_t ticket);

// How many idle connections `multi` keeps.
CURLMcode ccurl_multi_set_connections_maximum(CURLM *multi, long count);

// The ticket and the result of one finished transfer; false when no more have finished.
bool ccurl_multi_next_finished(CURLM *multi, uintptr_t *ticket, CURLcode *result);
