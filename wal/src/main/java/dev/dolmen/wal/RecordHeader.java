package dev.dolmen.wal;

/**
 * What precedes the payload of a record.
 *
 * @param kind {@link SegmentFormat#DATA} or {@link SegmentFormat#SEAL}
 * @param length of the payload, in bytes
 * @param payloadChecksum CRC-32C of the payload
 * @param mark all bytes of the segment before this offset were synced when the record was written
 */
record RecordHeader(byte kind, int length, int payloadChecksum, int mark) {

    int recordBytes() {
        return SegmentFormat.RECORD_HEADER_BYTES + length;
    }
}
