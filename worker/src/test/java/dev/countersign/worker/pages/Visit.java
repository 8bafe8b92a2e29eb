package dev.countersign.worker.pages;

import com.microsoft.playwright.Page;

/** A visit by somebody else in the same browser: with cookies of its own, gone when it is over. */
record Visit(Page page) implements AutoCloseable {
  @Override
  public void close() {
    page.context().close();
  }
}
