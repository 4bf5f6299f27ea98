package dev.durable.chaos;

/** A run by hand, as long as one likes; see {@link ChaosSettings} for the arguments. The exit status tells whether it was flawless. */
public final class Chaos {

    private Chaos() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        ChaosReport report = new ChaosRun(ChaosSettings.parse(args)).run();
        System.out.println(report.text());
        System.exit(report.isFlawless() ? 0 : 1);
    }
}
