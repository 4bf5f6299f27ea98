package shop;

public record Greeting(String text) {}
