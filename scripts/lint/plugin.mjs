/** The one rule of our own: whoever switches a check off says why. */

const suppression = /(?:oxlint|eslint)-disable|@ts-(?:expect-error|ignore|nocheck)/;
const reason = /--\s*\S/;

export default {
  meta: { name: 'vestibule' },
  rules: {
    'suppression-reason': {
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            if (!suppression.test(comment.value) || reason.test(comment.value)) continue;
            context.report({ loc: comment.loc, message: 'A suppression carries its reason: "… -- because …".' });
          }
        },
      }),
    },
  },
};
