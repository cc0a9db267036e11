package org.auralink.media.load;

import java.util.concurrent.locks.LockSupport;
import org.auralink.media.node.net.DatagramLoop;

/** What a loop's thread used during the attacks of {@link Weather}, and in between. */
final class WeatherMeter implements Runnable {
    private static final long PERIOD = 1_000_000;

    private final LoopMeter meter;
    private final long[] wall = new long[Weather.values().length];
    private final long[] cpu = new long[Weather.values().length];
    private final long[] allocated = new long[Weather.values().length];
    private volatile boolean running = true;

    /** @param thread the loop's */
    WeatherMeter(DatagramLoop loop, long thread) {
        meter = new LoopMeter(loop, thread);
    }

    @Override
    public void run() {
        Weather weather = Weather.at(System.nanoTime());
        meter.start();
        while (running) {
            LockSupport.parkNanos(PERIOD);
            Weather now = Weather.at(System.nanoTime());
            if (now != weather) {
                add(weather);
                weather = now;
            }
        }
    }

    private void add(Weather weather) {
        LoopMeter.Usage usage = meter.stop();
        wall[weather.ordinal()] += usage.wall();
        cpu[weather.ordinal()] += usage.cpu();
        allocated[weather.ordinal()] += usage.allocated();
        meter.start();
    }

    void stop() {
        running = false;
    }

    /** Processor time that a datagram of a flood cost the loop more than the calm, in nanoseconds. After the end. */
    double nanosPerDatagram(int perSecond) {
        return (share(cpu, Weather.ATTACK) - share(cpu, Weather.CALM)) * 1e9 / perSecond;
    }

    /** Bytes allocated for a datagram of a flood, likewise. */
    double bytesPerDatagram(int perSecond) {
        return (share(allocated, Weather.ATTACK) - share(allocated, Weather.CALM)) * 1e9 / perSecond;
    }

    private double share(long[] of, Weather weather) {
        return (double) of[weather.ordinal()] / wall[weather.ordinal()];
    }
}
