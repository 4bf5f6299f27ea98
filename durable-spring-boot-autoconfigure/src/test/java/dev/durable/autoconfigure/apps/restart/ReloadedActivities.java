package dev.durable.autoconfigure.apps.restart;

import dev.durable.annotation.Activity;

/** Tells by which class loader it was loaded. */
@Activity
public class ReloadedActivities {

    public Stamp stamp(Stamp last) {
        return new Stamp(last.texts() + "+" + System.identityHashCode(getClass().getClassLoader()));
    }
}
