package dev.durable.chaos.check;

/** What must not happen. */
public enum Violation {
    UNANSWERED("calls without a conclusive answer"),
    LOST("workflows lost or open"),
    WRONG_END("workflows with another end than their input demands"),
    LOST_MESSAGE("signals and updates lost"),
    DUPLICATED_MESSAGE("signals and updates duplicated"),
    WRONG_ANSWER("updates whose caller got another result than the history has"),
    BROKEN_HISTORY("histories with gaps or without beginning or end"),
    DIVERGENT_HISTORY("histories that do not replay"),
    WITHOUT_EFFECT("completed activities without their effect"),
    SECOND_START("second starts of at-most-once activities"),
    LEFTOVER("rows left over");

    private final String label;

    Violation(String label) {
        this.label = label;
    }

    /** How reports call it. */
    public String label() {
        return label;
    }
}
