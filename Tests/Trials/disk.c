// Stands between a process and its disk, loaded before the C library (LD_PRELOAD).
//
// DISK_ROOT    the folder that is watched, with all below it.
// DISK_LOG     where each change to it is written down, in the order in which they happened.
// DISK_FAIL    a path: when a file is there, the next sync of a file whose name ends as it says
//              fails with EIO and syncs nothing, once; the file is taken away then.
//
// A record is a head of 32 bytes (little endian) and what follows it: the bytes of a write, the
// path of a name, two paths with a zero between them for a new name.
//   kind    C a file was made, M a folder was made, U a name was taken away, N a new name,
//           W a write, T a new length, s a sync begins, S it has ended well, D the names of a
//           folder were synced, F a sync has failed, X something that this recorder does not know:
//           do not trust it
//   number  of the sync, for s, S and D; else 0
//   file    the inode
//   offset  in the file; for T the new length
//   length  of what follows
// A process appends whole records, so several of them may write one after the other.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
    char kind;
    char zeros[3];
    uint32_t number;
    uint64_t file, offset, length;
};
_Static_assert(sizeof(struct head) == 32, "a head has 32 bytes");

enum { DESCRIPTORS = 65536 };
static unsigned char watched[DESCRIPTORS];  // 1: a file, 2: a folder
static const char *root, *failing;
static int out = -1;
static uint32_t syncs;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    root = getenv("DISK_ROOT");
    failing = getenv("DISK_FAIL");
    const char *path = getenv("DISK_LOG");
    if (root && path) out = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void record(
    char kind, uint32_t number, uint64_t file, uint64_t offset, const void *bytes, size_t length
) {
    if (out < 0) return;
    struct head head = {.kind = kind, .number = number, .file = file, .offset = offset,
                        .length = length};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
    // One call: whole records, whoever else appends.
    if (REAL(writev)(out, parts, 2) != (ssize_t)(sizeof head + length)) abort();
}

static int lies_under_root(const char *path) {
    size_t length = root ? strlen(root) : 0;
    return length && strncmp(path, root, length) == 0 &&
           (path[length] == '/' || path[length] == 0);
}

// Shared memory and the lock are made anew by whoever starts; sockets are no files.
static int matters(const char *path) {
    const char *dot = strrchr(path, '.');
    if (strlen(path) > 4 && strcmp(path + strlen(path) - 4, "-shm") == 0) return 0;
    return lies_under_root(path) && !(dot && strcmp(dot, ".lock") == 0);
}

static int whole(int folder, const char *path, char *absolute) {
    char base[PATH_MAX] = "";
    if (path[0] != '/') {
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return 0;
            base[length] = 0;
        }
        if (strlen(base) + strlen(path) + 2 > PATH_MAX) return 0;
        strcpy(absolute, base);
        strcat(absolute, "/");
    } else {
        absolute[0] = 0;
        if (strlen(path) >= PATH_MAX) return 0;
    }
    strcat(absolute, path);
    return matters(absolute);
}

static uint64_t inode(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 ? status.st_ino : 0;
}

// Whether a descriptor is still the watched file: one that the C library has closed by itself
// may have become another.
static int is_watched(int file, uint64_t *number) {
    if (file < 0 || file >= DESCRIPTORS || !watched[file]) return 0;
    struct stat status;
    if (fstat(file, &status) != 0) return 0;
    *number = status.st_ino;
    if (S_ISREG(status.st_mode)) return watched[file] != 2;
    return S_ISDIR(status.st_mode) ? 2 : 0;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char absolute[PATH_MAX];
    if (!whole(folder, path, absolute)) {
        int file = REAL(openat)(folder, path, flags, mode);
        if (file >= 0 && file < DESCRIPTORS) watched[file] = 0;
        return file;
    }
    pthread_mutex_lock(&order);
    int is_new = (flags & O_CREAT) && inode(absolute) == 0;
    int file = REAL(openat)(folder, path, flags, mode);
    int problem = errno;
    struct stat status;
    if (file >= DESCRIPTORS) abort();
    if (file >= 0 && fstat(file, &status) == 0) {
        watched[file] = S_ISDIR(status.st_mode) ? 2 : S_ISREG(status.st_mode);
        if (is_new) record('C', 0, status.st_ino, 0, absolute, strlen(absolute));
        if (!is_new && (flags & O_TRUNC)) record('T', 0, status.st_ino, 0, "", 0);
    }
    pthread_mutex_unlock(&order);
    errno = problem;
    return file;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list more; \
        va_start(more, flags); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    }

int open(const char *path, int flags, ...) {
    MODE(flags)
    return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags)
    return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE(flags)
    return opened(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    return opened(folder, path, flags, mode);
}

int close(int file) {
    if (file == out) return 0;
    if (file >= 0 && file < DESCRIPTORS) watched[file] = 0;
    return REAL(close)(file);
}

// The position of the descriptor after a write tells where it went, for appends too.
#define WRITES(call, at, bytes) \
    uint64_t number; \
    if (is_watched(file, &number) != 1) return call; \
    pthread_mutex_lock(&order); \
    ssize_t count = call; \
    int problem = errno; \
    if (count > 0) record('W', 0, number, at, bytes, count); \
    pthread_mutex_unlock(&order); \
    errno = problem; \
    return count;

ssize_t write(int file, const void *bytes, size_t length) {
    WRITES(REAL(write)(file, bytes, length), lseek(file, 0, SEEK_CUR) - count, bytes)
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    WRITES(REAL(pwrite)(file, bytes, length, offset), offset, bytes)
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset) {
    WRITES(REAL(pwrite64)(file, bytes, length, offset), offset, bytes)
}

#define LENGTH(call, length) \
    uint64_t number; \
    if (is_watched(file, &number) != 1) return call; \
    pthread_mutex_lock(&order); \
    int result = call; \
    int problem = errno; \
    if (result == 0) record('T', 0, number, length, "", 0); \
    pthread_mutex_unlock(&order); \
    errno = problem; \
    return result;

int ftruncate(int file, off_t length) { LENGTH(REAL(ftruncate)(file, length), length) }
int ftruncate64(int file, off64_t length) { LENGTH(REAL(ftruncate64)(file, length), length) }

// What none of ours is known to do; were it done, the recording would not be whole.
#define UNKNOWN(file, name) \
    uint64_t number; \
    if (is_watched(file, &number) == 1) record('X', 0, number, 0, name, strlen(name));

ssize_t writev(int file, const struct iovec *parts, int count) {
    UNKNOWN(file, "writev")
    return REAL(writev)(file, parts, count);
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) {
    UNKNOWN(file, "pwritev")
    return REAL(pwritev)(file, parts, count, offset);
}
int fallocate(int file, int mode, off_t offset, off_t length) {
    UNKNOWN(file, "fallocate")
    return REAL(fallocate)(file, mode, offset, length);
}
int posix_fallocate(int file, off_t offset, off_t length) {
    UNKNOWN(file, "posix_fallocate")
    return REAL(posix_fallocate)(file, offset, length);
}
ssize_t copy_file_range(
    int from, off64_t *at, int file, off64_t *to, size_t length, unsigned flags
) {
    UNKNOWN(file, "copy_file_range")
    return REAL(copy_file_range)(from, at, file, to, length, flags);
}
static void mapped(int file, int protection, int flags) {
    if (file < 0 || !(protection & PROT_WRITE) || !(flags & MAP_SHARED)) return;
    UNKNOWN(file, "mmap")
}
void *mmap(void *at, size_t length, int protection, int flags, int file, off_t offset) {
    mapped(file, protection, flags);
    return REAL(mmap)(at, length, protection, flags, file, offset);
}
void *mmap64(void *at, size_t length, int protection, int flags, int file, off64_t offset) {
    mapped(file, protection, flags);
    return REAL(mmap64)(at, length, protection, flags, file, offset);
}

static int fails(int file) {
    char end[64], link[64], path[PATH_MAX];
    int order_file = failing ? REAL(open)(failing, O_RDONLY | O_CLOEXEC) : -1;
    if (order_file < 0) return 0;
    ssize_t length = REAL(read)(order_file, end, sizeof end);
    REAL(close)(order_file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t whole_length = readlink(link, path, sizeof path);
    return length > 0 && whole_length >= length &&
           memcmp(path + whole_length - length, end, length) == 0 && REAL(unlink)(failing) == 0;
}

// A sync covers what was written before it began, and counts once it has ended.
#define SYNCS(call) \
    uint64_t number = 0; \
    int kind = is_watched(file, &number); \
    if (!kind) return call; \
    pthread_mutex_lock(&order); \
    if (kind == 1 && fails(file)) { \
        record('F', 0, number, 0, "", 0); \
        pthread_mutex_unlock(&order); \
        errno = EIO; \
        return -1; \
    } \
    uint32_t sync = ++syncs; \
    record('s', sync, number, 0, "", 0); \
    pthread_mutex_unlock(&order); \
    int result = call; \
    int problem = errno; \
    pthread_mutex_lock(&order); \
    if (result == 0) record(kind == 2 ? 'D' : 'S', sync, number, 0, "", 0); \
    pthread_mutex_unlock(&order); \
    errno = problem; \
    return result;

int fsync(int file) { SYNCS(REAL(fsync)(file)) }
int fdatasync(int file) { SYNCS(REAL(fdatasync)(file)) }

int unlinkat(int folder, const char *path, int flags) {
    char absolute[PATH_MAX];
    if (!whole(folder, path, absolute)) return REAL(unlinkat)(folder, path, flags);
    pthread_mutex_lock(&order);
    uint64_t number = inode(absolute);
    int result = REAL(unlinkat)(folder, path, flags);
    int problem = errno;
    if (result == 0) record('U', 0, number, 0, absolute, strlen(absolute));
    pthread_mutex_unlock(&order);
    errno = problem;
    return result;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int renameat2(int from, const char *path, int to, const char *name, unsigned flags) {
    char both[2 * PATH_MAX];
    char new_name[PATH_MAX];
    int is_from = whole(from, path, both), is_to = whole(to, name, new_name);
    if (!is_from && !is_to) return REAL(renameat2)(from, path, to, name, flags);
    pthread_mutex_lock(&order);
    uint64_t number = inode(both);
    int result = REAL(renameat2)(from, path, to, name, flags);
    int problem = errno;
    size_t length = strlen(both) + 1;
    memcpy(both + length, new_name, strlen(new_name));
    if (result == 0)
        record(is_from && is_to && !flags ? 'N' : 'X', 0, number, 0, both,
               length + strlen(new_name));
    pthread_mutex_unlock(&order);
    errno = problem;
    return result;
}
int renameat(int from, const char *path, int to, const char *name) {
    return renameat2(from, path, to, name, 0);
}
int rename(const char *path, const char *name) {
    return renameat2(AT_FDCWD, path, AT_FDCWD, name, 0);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    char absolute[PATH_MAX];
    if (!whole(folder, path, absolute)) return REAL(mkdirat)(folder, path, mode);
    pthread_mutex_lock(&order);
    int result = REAL(mkdirat)(folder, path, mode);
    int problem = errno;
    if (result == 0) record('M', 0, inode(absolute), 0, absolute, strlen(absolute));
    pthread_mutex_unlock(&order);
    errno = problem;
    return result;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
