package dev.durable.chaos.check;

/** What must not happen. */
public enum Violation {
    UNANSWERED(Damage.LOSS, "calls without a conclusive answer"),
    LOST(Damage.LOSS, "workflows lost or open"),
    WRONG_END(Damage.CORRUPTION, "workflows with another end than their input demands"),
    LOST_MESSAGE(Damage.LOSS, "signals and updates lost"),
    DUPLICATED_MESSAGE(Damage.DUPLICATE, "signals and updates duplicated"),
    WRONG_ANSWER(Damage.CORRUPTION, "updates whose caller got another result than the history has"),
    BROKEN_HISTORY(Damage.CORRUPTION, "histories with gaps or without beginning or end"),
    DIVERGENT_HISTORY(Damage.CORRUPTION, "histories that do not replay"),
    WITHOUT_EFFECT(Damage.LOSS, "completed activities without their effect"),
    MISSING_TRANSACTION(Damage.LOSS, "transactional effects missing"),
    DUPLICATED_TRANSACTION(Damage.DUPLICATE, "transactional effects duplicated, or without a completed activity"),
    SECOND_START(Damage.DUPLICATE, "second starts of at-most-once activities"),
    LEFTOVER(Damage.CORRUPTION, "rows left over");

    /** Classes of what must not happen. */
    public enum Damage {
        LOSS("losses"),
        DUPLICATE("duplicates"),
        CORRUPTION("other violations");

        private final String label;

        Damage(String label) {
            this.label = label;
        }

        /** How reports call it. */
        public String label() {
            return label;
        }
    }

    private final Damage damage;
    private final String label;

    Violation(Damage damage, String label) {
        this.damage = damage;
        this.label = label;
    }

    /** What class it is of. */
    public Damage damage() {
        return damage;
    }

    /** How reports call it. */
    public String label() {
        return label;
    }
}
