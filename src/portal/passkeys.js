// Passkeys: the one thing in the portal that needs JavaScript. Everything else works without.
const post = async (path, body) => {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-csrf-token": document.querySelector("[name=_csrf]").value,
    },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message);
  return said;
};

const button = document.getElementById("passkey");
if (button && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  button.hidden = false;
  const said = document.getElementById("passkey-said");
  button.addEventListener("click", async () => {
    said.textContent = "";
    const { action, token } = button.dataset;
    try {
      if (action === "sign-in") {
        const { options, ticket } = await post("/sign-in/passkey/options", {});
        const credential = await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
        location.assign(
          (await post("/sign-in/passkey", { ticket, response: credential.toJSON() })).to,
        );
        return;
      }
      const { options, ticket } = await post("/passkeys/options", { token });
      const credential = await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      });
      location.assign(
        (await post("/passkeys", { token, ticket, response: credential.toJSON() })).to,
      );
    } catch (error) {
      said.textContent =
        error.name === "NotAllowedError"
          ? "The passkey was not used. Try again, or use a password."
          : error.message;
    }
  });
}
