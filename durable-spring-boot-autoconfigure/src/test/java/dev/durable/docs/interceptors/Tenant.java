package dev.durable.docs.interceptors;

/** Whom the current thread works for. */
final class Tenant {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Tenant() {}

    static String current() {
        return CURRENT.get();
    }

    static void set(String tenant) {
        if (tenant == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(tenant);
        }
    }
}
