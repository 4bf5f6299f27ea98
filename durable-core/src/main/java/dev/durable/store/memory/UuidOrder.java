package dev.durable.store.memory;

import java.util.Comparator;
import java.util.UUID;

/** Orders UUIDs as databases do, so that those of version 7 sort by age. {@link UUID#compareTo} compares signed halves. */
enum UuidOrder implements Comparator<UUID> {
    INSTANCE;

    @Override
    public int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
