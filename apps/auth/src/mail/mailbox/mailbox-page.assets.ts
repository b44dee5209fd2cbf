/* The page's style and script, put into it with the answer's nonce: it loads nothing, not even from this service. */

export const MAILBOX_STYLE = `
:root { color-scheme: light dark; --page: light-dark(#f5faf6, #0f1512); --card: light-dark(#fff, #1a211d); --line: light-dark(#d6dfda, #35403a);
  --ink: light-dark(#16211c, #e3eae6); --soft: light-dark(#4c6359, #a9b8b0); --accent: light-dark(#14604a, #8ed5b9); --on-accent: light-dark(#fff, #00382a);
  --chosen: light-dark(#dff1e9, #22392f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding: 16px 20px; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 20px; } header p { margin: 0; color: var(--soft); font-size: 14px; }
form { display: flex; gap: 8px; align-items: center; margin-left: auto; }
input, button { font: inherit; padding: 6px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: var(--ink); min-width: 0; }
button { cursor: pointer; color: var(--accent); font-weight: 600; }
button:hover { background: var(--chosen); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main { display: grid; grid-template-columns: minmax(240px, 340px) minmax(0, 1fr); align-items: start; }
nav { border-right: 1px solid var(--line); min-height: calc(100vh - 70px); }
ol { list-style: none; margin: 0; padding: 0; }
nav a { display: grid; padding: 10px 20px; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover, nav a[aria-current] { background: var(--chosen); }
nav a[aria-current] { box-shadow: inset 4px 0 var(--accent); }
nav span, time { color: var(--soft); font-size: 14px; }
article { padding: 20px; } h2 { margin: 0 0 12px; font-size: 22px; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; margin: 0 0 16px; font-size: 14px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; } dd time { color: inherit; }
.take { display: flex; gap: 12px; align-items: center; justify-content: space-between; margin: 0 0 12px; padding: 10px 10px 10px 16px; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px; overflow-wrap: anywhere; }
.take a { color: var(--accent); }
.code { font-size: 28px; font-weight: 600; letter-spacing: .08em; }
iframe { display: block; width: 100%; height: 68vh; min-height: 420px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
details { margin-top: 16px; } summary { cursor: pointer; }
pre { padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); white-space: pre-wrap; overflow-wrap: anywhere; }
.empty { padding: 20px; margin: 0; color: var(--soft); }
#said { position: fixed; left: 50%; bottom: 20px; translate: -50%; margin: 0; padding: 8px 16px; border-radius: 8px; background: var(--accent); color: var(--on-accent); }
#said:empty { display: none; }
@media (max-width: 720px) {
  main { grid-template-columns: minmax(0, 1fr); } nav { border-right: 0; min-height: 0; max-height: 40vh; overflow: auto; border-bottom: 1px solid var(--line); }
  form { margin-left: 0; width: 100%; } input { flex: 1; }
}`;

export const MAILBOX_SCRIPT = `
const said = document.getElementById('said');
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  said.textContent = 'Copied';
  setTimeout(() => { said.textContent = ''; }, 1500);
});
const query = new URLSearchParams({ limit: '1', to: new URLSearchParams(location.search).get('to') ?? '' });
setInterval(async () => {
  if (document.hidden || document.activeElement?.id === 'to') return;
  try {
    const { mails } = await (await fetch('/dev/mailbox.json?' + query)).json();
    if ((mails[0]?.id ?? '') !== document.body.dataset.newest) location.reload();
  } catch { /* The service is being restarted: the next look will tell. */ }
}, 2000);`;
