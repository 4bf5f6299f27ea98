package dev.durable.autoconfigure.apps.parcels;

import dev.durable.annotation.Activity;

@Activity
public interface Parcels {

    String send(String parcel);
}
