// What all pages share. Nothing here is needed to read or to ask: forms and links do that.
document.documentElement.classList.add("scripted");

// "/" goes to the first field of the form, as in most places where one searches.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const field = document.querySelector("form.ask input");
  if (field) {
    event.preventDefault();
    field.focus();
  }
});
