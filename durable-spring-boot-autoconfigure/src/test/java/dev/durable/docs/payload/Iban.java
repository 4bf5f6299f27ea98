package dev.durable.docs.payload;

import java.util.Objects;

/** A value of a library that knows nothing of JSON. */
public final class Iban {

    private final String digits;

    private Iban(String digits) {
        this.digits = digits;
    }

    public static Iban parse(String text) {
        return new Iban(text.replace(" ", ""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Iban iban && iban.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
