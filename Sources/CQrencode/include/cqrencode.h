#ifndef CQRENCODE_H
#define CQRENCODE_H

/// The QR code (ISO/IEC 18004, error correction M) of a text, by libqrencode.
///
/// Writes one byte for each module, row by row, 1 for dark, and returns how many modules a side
/// has; 0 when the text does not fit a code or the code does not fit `capacity`.
int cqr_encode(const char *text, unsigned char *modules, int capacity);

#endif
