#include "cqrencode.h"

#include <qrencode.h>
#include <stddef.h>

int cqr_encode(const char *text, unsigned char *modules, int capacity)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return 0;
    }
    int width = code->width;
    if (width * width > capacity) {
        width = 0;
    }
    for (int index = 0; index < width * width; index++) {
        // The lowest bit says whether the module is dark; the others are the library's own.
        modules[index] = code->data[index] & 1;
    }
    QRcode_free(code);
    return width;
}
