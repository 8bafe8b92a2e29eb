// Shows when the release has moved on: reloads a page that is only being read, and only says so where somebody is
// filling in a form.
"use strict";
{
  const script = document.currentScript;
  const seen = script.dataset.pulse;
  const notice = document.getElementById("moved");
  const busy = () => {
    const form = document.getElementById("sign-form");
    return form !== null && (form.matches(":focus-within") || form.dataset.touched === "yes");
  };
  const look = async () => {
    try {
      const answer = await fetch(script.dataset.path + "/pulse", { headers: { Accept: "text/plain" }, redirect: "error" });
      if (answer.ok && (await answer.text()) !== seen) {
        if (busy() || document.querySelector("details[open]") !== null) {
          notice.hidden = false;
          return;
        }
        location.reload();
        return;
      }
    } catch {
      // the worker is away or the session has ended: what is shown stays as it is
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}
