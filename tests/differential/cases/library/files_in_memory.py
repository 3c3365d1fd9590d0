# %% text in memory: places, lines and ends of lines
import io, random
random.seed(5)
T='aü\nbß€\r\nxyz\r'*40
for nl in ('\n','',None,'\r\n','\r'):
    f=io.StringIO(T, newline=nl); out=[]
    for _ in range(400):
        k=random.randrange(6)
        if k==0: f.seek(random.randrange(0,len(T)+5)); out.append(f.tell())
        elif k==1: out.append(f.read(random.randrange(4)))
        elif k==2: out.append(f.readline(random.randrange(-1,6)))
        elif k==3: out.append(f.readline())
        elif k==4 and random.random()<.2: f.write('ñq'); out.append(f.tell())
        else: out.append(f.tell())
    print(nl, hash(tuple(map(repr,out)))==0, out[:40], len(f.getvalue()), sum(map(ord,''.join(map(str,out)))))
