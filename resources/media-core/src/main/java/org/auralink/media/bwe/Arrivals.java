package org.auralink.media.bwe;

import java.util.Arrays;

/** The packets that one report says were received, in the order of their arrival; used again for the next report. */
final class Arrivals {
    private long[] numbers = new long[64];
    private double[] arrivedAt = new double[64];
    private double[] sentAt = new double[64];
    private int[] bytes = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /**
     * Adds one where it belongs: by arrival, then by when it was sent, then by number. Reports are almost in that order, so
     * next to nothing is moved; a report whose arrivals run backwards moves as much as it has, which its length bounds.
     */
    void add(long number, double arrived, double sent, int length) {
        if (size == numbers.length) {
            grow();
        }
        int at = size++;
        while (at > 0 && isBefore(arrived, sent, number, at - 1)) {
            copy(at - 1, at);
            at--;
        }
        numbers[at] = number;
        arrivedAt[at] = arrived;
        sentAt[at] = sent;
        bytes[at] = length;
    }

    private boolean isBefore(double arrived, double sent, long number, int other) {
        if (arrived != arrivedAt[other]) {
            return arrived < arrivedAt[other];
        }
        return sent != sentAt[other] ? sent < sentAt[other] : number < numbers[other];
    }

    private void copy(int from, int to) {
        numbers[to] = numbers[from];
        arrivedAt[to] = arrivedAt[from];
        sentAt[to] = sentAt[from];
        bytes[to] = bytes[from];
    }

    private void grow() {
        int length = numbers.length * 2;
        numbers = Arrays.copyOf(numbers, length);
        arrivedAt = Arrays.copyOf(arrivedAt, length);
        sentAt = Arrays.copyOf(sentAt, length);
        bytes = Arrays.copyOf(bytes, length);
    }

    long number(int n) {
        return numbers[n];
    }

    /** Milliseconds of the receiver's clock. */
    double arrivedAt(int n) {
        return arrivedAt[n];
    }

    /** Milliseconds of our clock. */
    double sentAt(int n) {
        return sentAt[n];
    }

    int bytes(int n) {
        return bytes[n];
    }
}
