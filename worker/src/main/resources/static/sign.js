// Signs a sign-off in the browser with a key that never leaves it: WebCrypto's Ed25519 over a DSSE envelope, byte for
// byte what `countersign approve` sends.
"use strict";
{
  const TYPE = "application/vnd.in-toto+json";
  // SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410)
  const SPKI = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
  const form = document.getElementById("sign-form");

  /** The one way to write JSON (RFC 8785): keys sorted by UTF-16, no spaces. */
  const canonical = (value) => {
    if (Array.isArray(value)) {
      return "[" + value.map(canonical).join(",") + "]";
    }
    if (value !== null && typeof value === "object") {
      return "{" + Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
    }
    return JSON.stringify(value);
  };

  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const concat = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  const utf8 = (text) => new TextEncoder().encode(text);

  /** DSSE's pre-authentication encoding: what is signed. */
  const encoded = (payload) => concat(utf8(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload);

  const privateKey = async (file) => {
    const block = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(await file.text());
    if (block === null) {
      throw new Error("That file holds no private key. Choose the one that countersign keys new wrote.");
    }
    const der = fromBase64(block[1].replace(/\s/g, ""));
    let readable;
    try {
      readable = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, true, ["sign"]);
    } catch {
      throw new Error("That file holds no unencrypted Ed25519 key. Choose the one that countersign keys new wrote.");
    }
    const { x } = await crypto.subtle.exportKey("jwk", readable);
    const point = fromBase64(x.replace(/-/g, "+").replace(/_/g, "/"));
    const id = new Uint8Array(await crypto.subtle.digest("SHA-256", concat(SPKI, point)));
    const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { key: readable, id: "sha256:" + hex };
  };

  if (form !== null) {
    const answer = () => form.querySelector("input[name=answer]:checked");
    const comment = document.getElementById("comment");
    const problem = document.getElementById("sign-problem");
    const button = document.getElementById("sign-button");
    const shown = document.getElementById("statement");

    /** The statement as the form stands now. */
    const statement = (at) => {
      const said = JSON.parse(form.dataset.statement);
      const predicate = said.predicate;
      predicate.seat = document.getElementById("seat").value;
      predicate.decision = answer()?.value ?? "(your answer)";
      if (predicate.decision === "REJECT") {
        delete predicate.useCase;
      }
      const words = comment.value.toWellFormed().trim();
      if (words !== "") {
        predicate.comment = words;
      }
      predicate.at = at;
      return said;
    };

    const show = () => {
      shown.textContent = JSON.stringify(statement("(the moment you sign)"), null, 2);
    };

    const fail = (why) => {
      problem.textContent = why;
      problem.hidden = false;
      button.disabled = false;
    };

    const sign = async () => {
      if (!globalThis.isSecureContext || !crypto.subtle) {
        throw new Error("This browser signs only on pages that come over https or from this machine. Use the command below.");
      }
      if (answer() === null) {
        throw new Error("Say approve or reject.");
      }
      const file = document.getElementById("key").files[0];
      if (file === undefined) {
        throw new Error("Choose the file of your private key.");
      }
      const { key, id } = await privateKey(file);
      const payload = utf8(canonical(statement(new Date().toISOString())));
      const signature = new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, key, encoded(payload)));
      document.getElementById("envelope").value = canonical({
        payloadType: TYPE,
        payload: base64(payload),
        signatures: [{ keyid: id, sig: base64(signature) }],
      });
    };

    form.addEventListener("input", () => {
      form.dataset.touched = "yes";
      show();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      problem.hidden = true;
      try {
        await sign();
        for (const radio of form.querySelectorAll("input[name=answer]")) {
          radio.disabled = true; // it travels inside the envelope, signed
        }
        form.submit();
      } catch (e) {
        fail(e.message);
      }
    });
    show();
  }
}
